using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// Works off what has come in and what is due, one check at a time, each claimed with a lease: one instance or ten do
/// the same work once. A lease that has run out is only work done twice, see <see cref="ApplyTruth"/>.
/// </summary>
public sealed class KeepUp(
    VestibuleDb db,
    Writer writer,
    FindCase find,
    ApplyTruth truth,
    CancelSession cancel,
    RedactSessions redact,
    HandIns handIns,
    KeepCase keep
)
{
    private const int Most = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly Guid Self = Guid.NewGuid();

    /// <summary>One round. True when there may be more at once.</summary>
    public async Task<bool> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        var news = await TakeIn(at, cancelled);
        var due = await db
            .StripeCases.AsNoTracking()
            .Where(one =>
                one.LookOn != null
                && one.LookOn <= at
                && (one.HeldUntil == null || one.HeldUntil <= at)
            )
            .OrderBy(one => one.LookOn)
            .Select(one => one.IdentityCheckId)
            .Take(Most)
            .ToListAsync(cancelled);
        foreach (var checkId in due)
        {
            await Look(checkId, at, cancelled);
        }

        return news == Most || due.Count == Most;
    }

    // An event becomes a look that is due, and is done with: a crash on the way leaves one of the two.
    private async Task<int> TakeIn(DateTimeOffset at, CancellationToken cancelled)
    {
        var news = await db
            .StripeEvents.AsNoTracking()
            .Where(one => one.HandledOn == null)
            .OrderBy(one => one.Id)
            .Take(Most)
            .ToListAsync(cancelled);
        foreach (var one in news)
        {
            var checkId = await db
                .StripeAttempts.Where(attempt =>
                    attempt.AccountId == one.AccountId && attempt.SessionId == one.SessionId
                )
                .Select(attempt => (long?)attempt.IdentityCheckId)
                .FirstOrDefaultAsync(cancelled);
            var view = checkId is { } known ? await find.Run(known, cancelled) : null;
            var handled = new Step.Update(one with { HandledOn = at });
            await writer.Write(
                view is null
                    // Somebody else's session: the account may serve more than this.
                    ? new Deed(0, [handled], [])
                    : new Deed(
                        view.Case.BusinessId,
                        [
                            handled,
                            new Step.Update(
                                view.Case with
                                {
                                    LookOn = at,
                                    Version = view.Case.Version + 1,
                                }
                            ),
                        ],
                        []
                    ),
                cancelled
            );
        }

        return news.Count;
    }

    private async Task Look(long checkId, DateTimeOffset at, CancellationToken cancelled)
    {
        if (await Claim(checkId, at, cancelled) is not { } view)
        {
            return;
        }

        if (
            view.Case.CancelWantedOn is not null
            && await handIns.Find(checkId, ActAsStripe.Caller, cancelled) is { } handIn
        )
        {
            await cancel.Run(handIn, forget: false, at, cancelled);
        }

        if (
            view.Case is { RedactWantedOn: not null, RedactedOn: null }
            && await find.Run(checkId, cancelled) is { } wanted
        )
        {
            await redact.Ask(wanted, at, cancelled);
        }

        if (
            await truth.Run(checkId, at, cancelled) is
            { View.Case.Stopped: true, Session.Status: SessionStatus.RequiresInput } stopped
        )
        {
            // A person has decided: what still waits for its person at Stripe is ended there.
            await cancel.Run(stopped.HandIn, forget: false, at, cancelled);
        }
    }

    private async Task<CaseView?> Claim(
        long checkId,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (
            await find.Run(checkId, cancelled) is not { } view
            || view.Case.IsHeld(at)
            || view.Case.LookOn is null
            || view.Case.LookOn > at
        )
        {
            return null;
        }

        var claimed = await keep.Run(
            view,
            view.Case with
            {
                Holder = Self,
                HeldUntil = at + Lease,
            },
            [],
            ActAsStripe.Actor,
            at,
            cancelled
        );
        return claimed is Written.Done ? view : null;
    }
}
