using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Has Stripe forget what it knows for a check: wanted first, then asked for until Stripe has taken it, then waited for.</summary>
public sealed class RedactSessions(
    FindCase find,
    FindAccount accounts,
    AskStripe stripe,
    KeepCase keep,
    Writer writer
)
{
    /// <summary>Writes down that it is wanted.</summary>
    public Task<CommandOutcome> Want(
        IdentityCheck check,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Afresh.Write<CommandOutcome>(async () =>
        {
            if (
                await find.Run(check.Id, cancelled) is not { } view
                || !view.Attempts.Any(attempt => attempt.SessionId is not null)
            )
            {
                return (null, new CommandOutcome.NotDone("Stripe has nothing of this check."));
            }

            if (!check.VerificationStatus.IsClosed)
            {
                return (
                    null,
                    new CommandOutcome.NotDone(
                        "It can be forgotten at Stripe once the check is decided."
                    )
                );
            }

            if (view.Case.RedactWantedOn is not null)
            {
                return (null, CommandOutcome.Of(await Stood(check, caller, at, cancelled)));
            }

            var written = await keep.Run(
                view,
                view.Case with
                {
                    RedactWantedOn = at,
                    LookOn = at,
                },
                [],
                caller.Actor,
                at,
                cancelled,
                caller.Once(check.UniqueId, at)
            );
            return (written, CommandOutcome.Of(written));
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

    // Wanted already; but whoever asks again under the same key is to hear the same answer.
    private async Task<Written> Stood(
        IdentityCheck check,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        caller.OnceUnder is null
            ? new Written.Done()
            : await writer.Write(
                new Deed(check.BusinessId, [.. caller.Once(check.UniqueId, at)], []),
                cancelled
            );
}
