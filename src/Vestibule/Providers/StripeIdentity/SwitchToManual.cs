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
    public async Task<CommandOutcome> Run(
        long checkId,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await handIns.Find(checkId, caller, cancelled) is not { } handIn)
        {
            return CommandOutcome.NotFound;
        }

        if (handIn.Check.IdentityCheckProvider is not IdentityCheckProvider.StripeIdentity)
        {
            return new CommandOutcome.NotDone("It is not checked by Stripe.");
        }

        if (handIn.Check.VerificationStatus.IsClosed)
        {
            return new CommandOutcome.NotDone($"It is {handIn.Check.VerificationStatus} already.");
        }

        // Stopped before Stripe is told: the news of its cancel must not cancel the check.
        if (await Stop(checkId, caller.Actor, at, cancelled) is { } unstopped)
        {
            return unstopped;
        }

        // What Stripe is looking at cannot be cancelled there, and a Stripe that is away is asked again later: neither
        // keeps people from going on, since its news is not followed any more.
        await cancel.Run(handIn, forget: false, at, cancelled);

        return await Afresh.Write<CommandOutcome>(async () =>
        {
            if (await handIns.Find(checkId, caller, cancelled) is not { } before)
            {
                return (null, CommandOutcome.NotFound);
            }

            var (written, _) = await handIns.Save(
                before,
                Manual(before, caller.Actor.Kind),
                caller.Actor,
                at,
                cancelled,
                [.. caller.Once(before.Check.UniqueId, at)]
            );
            return (written, CommandOutcome.Of(written));
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

    // Null when it is.
    private Task<CommandOutcome?> Stop(
        long checkId,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Afresh.Write<CommandOutcome?>(async () =>
        {
            if (await find.Run(checkId, cancelled) is not { Case.Stopped: false } view)
            {
                return (null, null);
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
            return (
                written,
                written is Written.Done ? null : new CommandOutcome.NotWritten(written)
            );
        });
}
