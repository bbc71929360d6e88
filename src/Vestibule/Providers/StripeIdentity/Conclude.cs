using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What follows from what Stripe said.</summary>
/// <param name="Request">The move to make; null for none.</param>
public sealed record Conclusion(MoveRequest? Request, StripeCase Case);

/// <summary>From what Stripe says now to a move, purely.</summary>
internal static class Conclude
{
    public static Conclusion From(HandIn handIn, CaseView view, Heard heard)
    {
        var status = handIn.Check.VerificationStatus;
        var session = heard.Verified ?? heard.Current;
        var verdict = session is null ? Verdict.Nothing : Verdict.Of(session);
        var one = Counted(view, heard, verdict);
        if (session is { Redaction: Redaction.Redacted } && status.IsClosed)
        {
            return Forgotten(handIn, one);
        }

        if (IsOverruled(handIn, view.Case))
        {
            return new Conclusion(null, one with { Stopped = true });
        }

        if (verdict.Move is Move.Approve)
        {
            return Approved(handIn, one, session!);
        }

        if (
            !verdict.Concerns(status)
            || Lifecycle.Apply(status, verdict.Move!.Value, ActorKind.Stripe) is not Transition.Made
        )
        {
            return new Conclusion(null, one);
        }

        return new Conclusion(
            new MoveRequest(
                verdict.Move.Value,
                verdict.Code is { } code ? MemberWords.Of(code) : null,
                verdict.Code is null ? null : $"Stripe: {verdict.Code}"
            ),
            one
        );
    }

    // Somebody else decided since Stripe's news was last written: that stands, and Stripe is followed no more.
    private static bool IsOverruled(HandIn handIn, StripeCase one) =>
        one.Stopped
        || handIn.Check.IdentityCheckProvider is not IdentityCheckProvider.StripeIdentity
        || handIn.Check.VerificationStatus != one.Known;

    // Each submission has a report of its own and is billed; the same report heard of twice is one.
    private static StripeCase Counted(CaseView view, Heard heard, Verdict verdict) =>
        heard.NewReports == 0 && verdict.Move is null
            ? view.Case
            : view.Case with
            {
                Failures = view.Case.Failures + heard.NewFailures,
                LastCode = verdict.Move is null ? view.Case.LastCode : verdict.Code,
                // What is being looked at, or over, cannot be cancelled any more.
                CancelWantedOn = heard.Current is null or { Status: SessionStatus.RequiresInput }
                    ? view.Case.CancelWantedOn
                    : null,
            };

    private static Conclusion Approved(HandIn handIn, StripeCase one, StripeSession session)
    {
        var check = handIn.Check;
        // What Stripe has forgotten cannot be compared.
        var differs =
            session.Redaction is not Redaction.None
            || (session.Name is { } name && !Names.AreAlike(name, check.Coworker!.FullName));
        var move = differs ? Move.Submit : Move.Approve;
        var after = one with { NameDiffers = differs && !check.VerificationStatus.IsClosed };
        if (
            Lifecycle.Apply(check.VerificationStatus, move, ActorKind.Stripe) is not Transition.Made
        )
        {
            return new Conclusion(null, after);
        }

        return new Conclusion(
            new MoveRequest(move, Reason: differs ? "Stripe: verified, under another name" : null)
            {
                Also = stored =>
                    session.Redaction is Redaction.None ? Filled(stored, session.Paper) : stored,
            },
            after
        );
    }

    private static IdentityCheck Filled(IdentityCheck check, VerifiedPaper? paper) =>
        paper is null
            ? check
            : check with
            {
                IdentityDocumentType = paper.Type,
                IdentityDocumentIssuedBy = paper.Country ?? check.IdentityDocumentIssuedBy,
                IdentityDocumentNumber = paper.Number ?? check.IdentityDocumentNumber,
                IdentityDocumentExpirationDate =
                    paper.ExpiresOn ?? check.IdentityDocumentExpirationDate,
            };

    // What was copied from Stripe goes when it is gone there; that the check was successful stays.
    private static Conclusion Forgotten(HandIn handIn, StripeCase one) =>
        one.RedactedOn is not null
            ? new Conclusion(null, one)
            : new Conclusion(
                new MoveRequest(
                    handIn.Check.VerificationStatus is VerificationStatus.Successful
                        ? Move.Approve
                        : Move.Cancel,
                    Reason: "Stripe: redacted"
                )
                {
                    Also = stored =>
                        stored with
                        {
                            IdentityDocumentNumber = null,
                            IdentityDocumentIssuedBy = null,
                            IdentityDocumentExpirationDate = null,
                        },
                },
                one
            );
}
