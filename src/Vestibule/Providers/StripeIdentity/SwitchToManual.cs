using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Makes a check with Stripe one that people do: for whoever cannot, or does not want to, be checked by a machine.</summary>
public sealed class SwitchToManual(
    HandIns handIns,
    FindCase find,
    KeepCase keep,
    CancelSession cancel
)
{
    /// <summary>Null when done; else words that say why not.</summary>
    public async Task<string?> Run(
        long checkId,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await handIns.Find(checkId, caller, cancelled) is not { } handIn)
        {
            return "Not found";
        }

        if (handIn.Check.IdentityCheckProvider is not IdentityCheckProvider.StripeIdentity)
        {
            return "It is not checked by Stripe.";
        }

        if (handIn.Check.VerificationStatus.IsClosed)
        {
            return $"It is {handIn.Check.VerificationStatus} already.";
        }

        // Stopped before Stripe is told: the news of its cancel must not cancel the check.
        if (!await Stop(checkId, caller.Actor, at, cancelled))
        {
            return "It could not be written now. Try again.";
        }

        // What Stripe is looking at cannot be cancelled there, and a Stripe that is away is asked again later: neither
        // keeps people from going on, since its news is not followed any more.
        await cancel.Run(handIn, forget: false, at, cancelled);

        return await Afresh.Write(async () =>
        {
            if (await handIns.Find(checkId, caller, cancelled) is not { } before)
            {
                return (null, "Not found");
            }

            var (written, _) = await handIns.Save(
                before,
                Manual(before, caller.Actor.Kind),
                caller.Actor,
                at,
                cancelled
            );
            return (
                written,
                written is Written.Done
                    ? (string?)null
                    : "The record was changed by somebody else meanwhile. Try again."
            );
        });
    }

    private static HandIn Manual(HandIn before, ActorKind actor)
    {
        var moved =
            before.Check.VerificationStatus is VerificationStatus.Submitted
                ? before.Move(Move.Return, actor).After
                : before;
        return moved with
        {
            Check = moved.Check with { IdentityCheckProvider = IdentityCheckProvider.Manual },
        };
    }

    private async Task<bool> Stop(
        long checkId,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        await Afresh.Write(async () =>
        {
            if (await find.Run(checkId, cancelled) is not { Case.Stopped: false } view)
            {
                return (null, true);
            }

            var written = await keep.Run(
                view,
                view.Case with
                {
                    Stopped = true,
                },
                [],
                actor,
                at,
                cancelled
            );
            return (written, written is Written.Done);
        });
}
