using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Vestibule.Access;
using Vestibule.Capture;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// <c>POST /verify/{key}/start</c>: the member presses the button and is sent on to Stripe. The address works once, for
/// this browser; it is in the answer's header and nowhere else.
/// </summary>
public static class StartFromPage
{
    private const long MostBytes = 4096;

    public static void Map(IEndpointRouteBuilder routes, ContentPolicy policy) =>
        routes
            .MapPost("/verify/{key}/start", Handle)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithMetadata(policy)
            .WithBodyLimit(MostBytes);

    private static async Task<IResult> Handle(
        string key,
        HttpContext context,
        MemberPages pages,
        StartSession start,
        HostedPages hosted,
        HandIns handIns,
        FindCase find,
        FindAccount accounts,
        Settings settings,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (
            await pages.Of(key, context, cancelled) is not { } visit
            || IsFromElsewhere(context.Request)
        )
        {
            return MemberPages.Unknown(context);
        }

        if (!await IsProved(context.Request, visit, cancelled))
        {
            // Our own page from before a newer link was opened: shown afresh it can be pressed.
            return context.Request.Headers["Sec-Fetch-Site"] == "same-origin"
                ? LinkAnswers.SeeOther(context, visit.Path)
                : MemberPages.Unknown(context);
        }

        var at = clock.Now();
        if (!visit.Link.IsOpen(at))
        {
            return MemberPages.Expired(visit);
        }

        var outcome = await start.Run(
            visit.Link.IdentityCheckId,
            new Uri(settings.OriginOf(context.Request), $"{visit.Path}/back"),
            Member(context),
            at,
            cancelled
        );
        switch (outcome)
        {
            case StartSession.Outcome.Go(var url) when hosted.Holds(url):
                return LinkAnswers.SeeOther(context, url.AbsoluteUri);
            case StartSession.Outcome.Stands or StartSession.Outcome.NoneLeft:
                var check = (
                    await handIns.Find(visit.Link.IdentityCheckId, ActAsStripe.Caller, cancelled)
                )!.Check;
                return MemberPages.Standing(
                    visit,
                    check,
                    await find.Run(check.Id, cancelled),
                    await accounts.For(check.BusinessId, cancelled),
                    isBack: true,
                    noneLeft: outcome is StartSession.Outcome.NoneLeft
                );
            case StartSession.Outcome.NotSetUp:
                return MemberPages.NotReady(visit);
            default:
                return MemberPages.Away(visit);
        }
    }

    // Another site's page can send a form here, but not with what only our page shows.
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    private static async Task<bool> IsProved(
        HttpRequest request,
        Visit visit,
        CancellationToken cancelled
    )
    {
        try
        {
            return IsOurs(request.GetTypedHeaders().ContentType)
                && visit.Token.Proves((await request.ReadFormAsync(cancelled))["proof"].ToString());
        }
        // ASP.NET says so of a form that is none, or has too many fields.
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // What a browser sends for the page's form; others would be read in other ways.
    private static bool IsOurs(MediaTypeHeaderValue? type) =>
        type?.MediaType.Equals(
            "application/x-www-form-urlencoded",
            StringComparison.OrdinalIgnoreCase
        )
            is true;

    private static Actor Member(HttpContext context) =>
        new(
            ActorKind.Member,
            null,
            "Member",
            "Link",
            AddressPrefix.Household(context.Connection.RemoteIpAddress)
        );
}
