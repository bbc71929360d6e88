using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Who wants to go to Stripe for which check, with whose settings.</summary>
/// <param name="ReturnTo">Where Stripe sends the browser afterwards.</param>
public sealed record Wish(
    HandIn HandIn,
    StripeAccount Account,
    Uri ReturnTo,
    Actor Member,
    DateTimeOffset At
)
{
    public IdentityCheck Check => HandIn.Check;
}

/// <summary>
/// Makes the session of an attempt: the attempt is written down, then Stripe is asked under the key that stands in it,
/// then the answer is written down. Whoever comes in between, or after a crash, goes on where this one stopped.
/// </summary>
public sealed class MakeSession(
    HandIns handIns,
    FindCase find,
    AskStripe stripe,
    KeepCase keep,
    Writer writer,
    Book book
)
{
    /// <summary>What came of one step; each leaves something to look at again, or says why not.</summary>
    public enum Made
    {
        /// <summary>Something was done: look again.</summary>
        Done,

        /// <summary>Stripe cannot be reached now.</summary>
        Away,

        /// <summary>Stripe does not let this key make one.</summary>
        Refused,
    }

    // Stripe keeps an idempotency key for a day at least; before that is over it is not trusted any more.
    private static readonly TimeSpan KeyIsGood = TimeSpan.FromHours(23);

    /// <summary>Writes down the attempt with that number.</summary>
    public async Task Reserve(Wish wish, int number, CancellationToken cancelled)
    {
        var attempt = new StripeAttempt
        {
            IdentityCheckId = wish.Check.Id,
            Number = number,
            AccountId = wish.Account.Id,
            IdempotencyKey = StripeAttempt.KeyFor(wish.Check, number),
            CreatedOn = wish.At,
            UpdatedOn = wish.At,
            UpdatedBy = wish.Member.Name,
        };
        var line = await book.Created(
            attempt,
            new Telling(wish.Member, wish.At, wish.Check.BusinessId, "StripeAttempt"),
            cancelled
        );
        // Somebody else may have reserved the same number: then that row is the one.
        await writer.Write(
            new Deed(wish.Check.BusinessId, [new Step.Insert(attempt)], [line]),
            cancelled
        );
    }

    public async Task<Made> Run(Wish wish, StripeAttempt attempt, CancellationToken cancelled)
    {
        if (attempt.Doubtful || wish.At - attempt.UpdatedOn > KeyIsGood)
        {
            return await Search(wish, attempt, cancelled);
        }

        switch (await stripe.Create(Order(wish, attempt), cancelled))
        {
            case Reply<StripeSession>.Answered(var session):
                // Asked for once more in the next round: a repeated answer carries an address that was used up.
                return await Keep(wish, attempt, session.Id, cancelled);
            case Reply<StripeSession>.Away(var kept):
                if (kept)
                {
                    await Save(wish, attempt with { Doubtful = true }, cancelled);
                }

                return Made.Away;
            // Made before, with what was set then.
            case Reply<StripeSession>.Refused("idempotency_error"):
                return await Search(wish, attempt, cancelled);
            default:
                await Tell(wish, cancelled);
                return Made.Refused;
        }
    }

    private static SessionOrder Order(Wish wish, StripeAttempt attempt) =>
        new(wish.Check.UniqueId.ToString("N"), attempt.IdempotencyKey, wish.ReturnTo, wish.Account);

    // Stripe may have made it without our hearing of it. Only what is not there is made anew, under a key of its own.
    private async Task<Made> Search(Wish wish, StripeAttempt attempt, CancellationToken cancelled)
    {
        var reference = wish.Check.UniqueId.ToString("N");
        if (
            await stripe.List(wish.Account, reference, cancelled)
            is not Reply<IReadOnlyList<StripeSession>>.Answered
            (var sessions)
        )
        {
            return Made.Away;
        }

        var known = (await find.Run(wish.Check.Id, cancelled))!
            .Attempts.Select(one => one.SessionId)
            .ToHashSet();
        return
            sessions.FirstOrDefault(session =>
                !known.Contains(session.Id) && session.Status is not SessionStatus.Canceled
            )
                is { } lost
            ? await Keep(wish, attempt, lost.Id, cancelled)
            : await Save(wish, attempt.WithNextKey(), cancelled);
    }

    private async Task<Made> Keep(
        Wish wish,
        StripeAttempt attempt,
        string sessionId,
        CancellationToken cancelled
    )
    {
        var kept = attempt with
        {
            SessionId = sessionId,
            Status = SessionStatus.RequiresInput,
            Version = attempt.Version + 1,
            SyncedOn = wish.At,
        };
        var one = (await find.Run(wish.Check.Id, cancelled))!.Case;
        var look = one with { LookOn = wish.At + NextLook.Usual, Version = one.Version + 1 };
        // Whoever was faster has kept the same session: the key is the same.
        await handIns.Save(
            wish.HandIn,
            wish.HandIn with
            {
                Check = wish.Check with
                {
                    StripeVerificationSessionId = sessionId,
                    LastError =
                        wish.Check.LastError == CheckRequest.StripeNotSetUp
                            ? null
                            : wish.Check.LastError,
                },
            },
            wish.Member,
            wish.At,
            cancelled,
            [new Step.Update(kept), new Step.Update(look)]
        );
        return Made.Done;
    }

    // The member reads that something is missing; what it is is for operators.
    private async Task Tell(Wish wish, CancellationToken cancelled)
    {
        var view = (await find.Run(wish.Check.Id, cancelled))!;
        await keep.Run(
            view,
            view.Case with
            {
                Problem = "Stripe makes no session with this key; see what it may do.",
            },
            [],
            ActAsStripe.Actor,
            wish.At,
            cancelled
        );
    }

    private async Task<Made> Save(Wish wish, StripeAttempt attempt, CancellationToken cancelled)
    {
        var row = attempt with { Version = attempt.Version + 1, UpdatedOn = wish.At };
        await writer.Write(new Deed(wish.Check.BusinessId, [new Step.Update(row)], []), cancelled);
        return Made.Done;
    }
}
