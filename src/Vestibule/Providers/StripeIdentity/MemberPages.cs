using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Vestibule.Capture;
using Vestibule.Database;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Who looks at a page, by which link.</summary>
public sealed record Visit(MemberLink Link, LinkToken Token, Desk Desk, Texts Texts)
{
    public string Path => Link.Path;

    public override string ToString() => nameof(Visit);
}

/// <summary>What the doors of members' pages share: whose visit it is, and which page says how a check stands.</summary>
public sealed class MemberPages(VestibuleDb db, FindLink find)
{
    /// <summary>The visit, when the browser brings along what opens this very link; else null.</summary>
    public async Task<Visit?> Of(string key, HttpContext context, CancellationToken cancelled)
    {
        if (
            LinkAnswers.Brought(context) is not { } token
            || await find.Run(token, cancelled) is not { } link
            || link.CheckKey.ToString("N") != key
        )
        {
            return null;
        }

        PageLanguage.Remember(context);
        var place = await db
            .IdentityChecks.Where(check => check.Id == link.IdentityCheckId)
            .Select(check => check.Business!)
            .AsNoTracking()
            .FirstAsync(cancelled);
        return new Visit(
            link,
            token,
            new Desk(place.Name, place.EmailContact, place.Phone),
            PageLanguage.Of(context, place.DefaultLanguage)
        );
    }

    /// <summary>The page of a link that is none.</summary>
    public static IResult Unknown(HttpContext context) =>
        Html(
            StatusCodes.Status404NotFound,
            new MemberSheet(PageLanguage.Of(context), new Desk("", null, null))
                .Lead("unknown.lead")
                .Page("unknown.title", MemberLink.Unknown)
        );

    public static IResult Expired(Visit visit) =>
        Html(
            StatusCodes.Status410Gone,
            Sheet(visit).Lead("expired.lead").Another().Page("expired.title", visit.Path)
        );

    public static IResult Away(Visit visit) =>
        Html(
            StatusCodes.Status503ServiceUnavailable,
            Sheet(visit)
                .Lead("away.lead")
                .Link(visit.Path, "start.again")
                .Another()
                .Page("away.title", visit.Path)
        );

    public static IResult NotReady(Visit visit) =>
        Html(
            StatusCodes.Status503ServiceUnavailable,
            Sheet(visit).Lead("notready.lead").Another().Page("notready.title", visit.Path)
        );

    /// <summary>How a check stands, and what can be done about it.</summary>
    /// <param name="account">What a session is made with; null when nothing is set up.</param>
    /// <param name="isBack">The browser comes from Stripe.</param>
    public static IResult Standing(
        Visit visit,
        IdentityCheck check,
        CaseView? view,
        StripeAccount? account,
        bool isBack,
        bool noneLeft = false
    )
    {
        var sheet = Sheet(visit);
        var path = isBack ? $"{visit.Path}/back" : visit.Path;
        if (check.IdentityCheckProvider is not IdentityCheckProvider.StripeIdentity)
        {
            return Ok(sheet.Lead("manual.lead").Another(only: true), "manual.title", path);
        }

        return check.VerificationStatus switch
        {
            VerificationStatus.Successful => Ok(sheet.Lead("done.lead"), "done.title", path),
            VerificationStatus.Cancelled => Ended(sheet, path),
            VerificationStatus.Submitted
                when view?.Case is { NameDiffers: true } or { Stopped: true } => Ok(
                sheet.Lead("review.lead"),
                "review.title",
                path
            ),
            VerificationStatus.Submitted => Ok(
                sheet.Lead("checking.lead").Link($"{visit.Path}/back", "checking.look"),
                "checking.title",
                path
            ),
            // Stripe has not heard of it yet; the person need not wait for that.
            _ when view?.Case.CancelWantedOn is not null => Ended(sheet, path),
            VerificationStatus.Failed => Failed(visit, sheet, view, account, noneLeft, path),
            _ when account is null || view?.Case.Stopped is true => NotReady(visit),
            _ => Pending(visit, sheet, view, account, isBack, path),
        };
    }

    private static IResult Ended(MemberSheet sheet, string path) =>
        Ok(sheet.Lead("ended.lead"), "ended.title", path);

    private static IResult Failed(
        Visit visit,
        MemberSheet sheet,
        CaseView? view,
        StripeAccount? account,
        bool noneLeft,
        string path
    )
    {
        var may =
            !noneLeft
            && account is not null
            && view is { Case.Stopped: false }
            && view.MayTry(account);
        sheet.Reason(view?.Case.LastCode);
        _ = may
            ? sheet.Start(visit.Path, visit.Token.Proof, "start.again")
            : sheet.Say("failed.none");
        return Ok(sheet.Another(only: !may), "failed.title", path);
    }

    private static IResult Pending(
        Visit visit,
        MemberSheet sheet,
        CaseView? view,
        StripeAccount account,
        bool isBack,
        string path
    )
    {
        if (isBack)
        {
            return Ok(
                sheet
                    .Lead("open.lead")
                    .Reason(view?.Case.LastCode is "abandoned" ? null : view?.Case.LastCode)
                    .Start(visit.Path, visit.Token.Proof, "start.resume")
                    .Another(),
                "open.title",
                path
            );
        }

        return Ok(
            sheet
                .Lead("start.lead")
                .Steps(account.AllowedPapers, account.MatchingSelfie)
                .Start(
                    visit.Path,
                    visit.Token.Proof,
                    view?.Current?.SessionId is null ? "start.button" : "start.resume"
                )
                .Another()
                .Note("start.keeps"),
            "start.title",
            path
        );
    }

    private static MemberSheet Sheet(Visit visit) => new(visit.Texts, visit.Desk);

    private static IResult Ok(MemberSheet sheet, string title, string path) =>
        Html(StatusCodes.Status200OK, sheet.Page(title, path));

    private static IResult Html(int status, string page) =>
        Results.Text(page, "text/html; charset=utf-8", statusCode: status);
}
