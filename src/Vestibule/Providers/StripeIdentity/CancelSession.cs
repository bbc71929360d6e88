using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// Ends what runs at Stripe before a check ends here. A session that was only cancelled here could still be used, and
/// billed.
/// </summary>
public sealed class CancelSession(
    FindCase find,
    FindAccount accounts,
    AskStripe stripe,
    ApplyTruth truth,
    KeepCase keep
)
{
    private const string Away =
        "Stripe cannot be reached. The cancel is remembered and made as soon as it can be; until then nobody can start.";
    private const string TooLate =
        "It was handed in at Stripe meanwhile; see how it stands now and decide again.";

    /// <summary>Null when the check may end here; else words that say why not yet.</summary>
    /// <param name="forget">The check is taken away: Stripe is to forget what it has read.</param>
    public async Task<string?> Run(
        HandIn handIn,
        bool forget,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await find.Run(handIn.Check.Id, cancelled) is not { } view)
        {
            return null;
        }

        foreach (var attempt in view.Attempts)
        {
            var why = await End(handIn.Check, attempt, forget, cancelled) switch
            {
                Ended.Done or Ended.Nothing => null,
                Ended.TooLate => TooLate,
                _ => Away,
            };
            if (why == Away && !forget)
            {
                await Remember(handIn.Check.Id, at, cancelled);
            }

            if (
                why == TooLate
                && await truth.Run(handIn.Check.Id, at, cancelled)
                    is { Session.Status: SessionStatus.Canceled }
            )
            {
                // Somebody else was faster, in Stripe's dashboard for one.
                continue;
            }

            if (why is not null)
            {
                return why;
            }
        }

        return null;
    }

    private enum Ended
    {
        Done,
        Nothing,
        TooLate,
        Away,
    }

    private async Task<Ended> End(
        IdentityCheck check,
        StripeAttempt attempt,
        bool forget,
        CancellationToken cancelled
    )
    {
        if (await accounts.Numbered(attempt.AccountId, cancelled) is not { } account)
        {
            return Ended.Nothing;
        }

        if (attempt.SessionId is not { } session)
        {
            return await EndLost(check, account, cancelled);
        }

        var isVerified = attempt.Status is SessionStatus.Verified;
        if (attempt.IsOver && !(forget && isVerified && attempt.Redaction is Redaction.None))
        {
            return Ended.Nothing;
        }

        var reply = forget
            ? await stripe.Redact(account, session, cancelled)
            : await stripe.Cancel(account, session, cancelled);
        return reply switch
        {
            Reply<StripeSession>.Answered => Ended.Done,
            Reply<StripeSession>.Away => Ended.Away,
            Reply<StripeSession>.Refused => Ended.TooLate,
            // A key that opens nothing any more cannot keep the check from ending.
            _ => Ended.Nothing,
        };
    }

    // Reserved, and perhaps made without our hearing of it.
    private async Task<Ended> EndLost(
        IdentityCheck check,
        StripeAccount account,
        CancellationToken cancelled
    )
    {
        var reply = await stripe.List(account, check.UniqueId.ToString("N"), cancelled);
        if (reply is not Reply<IReadOnlyList<StripeSession>>.Answered(var sessions))
        {
            return reply is Reply<IReadOnlyList<StripeSession>>.Away ? Ended.Away : Ended.Nothing;
        }

        foreach (var session in sessions.Where(one => one.Status is SessionStatus.RequiresInput))
        {
            if (await stripe.Cancel(account, session.Id, cancelled) is Reply<StripeSession>.Away)
            {
                return Ended.Away;
            }
        }

        return Ended.Done;
    }

    private async Task Remember(long checkId, DateTimeOffset at, CancellationToken cancelled) =>
        await Afresh.Write(async () =>
        {
            var view = (await find.Run(checkId, cancelled))!;
            var written = await keep.Run(
                view,
                view.Case with
                {
                    CancelWantedOn = view.Case.CancelWantedOn ?? at,
                    LookOn = at,
                },
                [],
                ActAsStripe.Actor,
                at,
                cancelled
            );
            return (written, written);
        });
}
