using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Has Stripe forget what it knows for a check: wanted first, then asked for until Stripe has taken it, then waited for.</summary>
public sealed class RedactSessions(
    FindCase find,
    FindAccount accounts,
    AskStripe stripe,
    KeepCase keep
)
{
    /// <summary>Writes down that it is wanted. Null when it is; else words that say why it cannot be.</summary>
    public async Task<string?> Want(
        IdentityCheck check,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        await Afresh.Write(async () =>
        {
            if (
                await find.Run(check.Id, cancelled) is not { } view
                || !view.Attempts.Any(attempt => attempt.SessionId is not null)
            )
            {
                return (null, (string?)"Stripe has nothing of this check.");
            }

            if (!check.VerificationStatus.IsClosed)
            {
                return (null, "It can be forgotten at Stripe once the check is decided.");
            }

            if (view.Case.RedactWantedOn is not null)
            {
                return (null, null);
            }

            var written = await keep.Run(
                view,
                view.Case with
                {
                    RedactWantedOn = at,
                    LookOn = at,
                },
                [],
                actor,
                at,
                cancelled
            );
            return (
                written,
                written is Written.Done ? null : "It could not be written now. Try again."
            );
        });

    /// <summary>Asks Stripe for what is still to be asked. What it cannot do now, the next look does.</summary>
    public async Task Ask(CaseView view, DateTimeOffset at, CancellationToken cancelled)
    {
        var changed = new List<StripeAttempt>();
        foreach (
            var attempt in view.Attempts.Where(one =>
                one is { SessionId: not null, Redaction: Redaction.None }
            )
        )
        {
            if (
                await accounts.Numbered(attempt.AccountId, cancelled) is not { } account
                || await stripe.Redact(account, attempt.SessionId!, cancelled) is var reply
                    && reply is Reply<StripeSession>.Away or Reply<StripeSession>.Denied
            )
            {
                continue;
            }

            changed.Add(
                attempt with
                {
                    Redaction = reply is Reply<StripeSession>.Answered(var session)
                        ? session.Redaction
                        : Redaction.Refused,
                }
            );
        }

        if (changed.Count > 0)
        {
            // Lost means that somebody else looks at the same case: the next look asks again, harmlessly.
            await keep.Run(view, view.Case, changed, ActAsStripe.Actor, at, cancelled);
        }
    }
}
