using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.IdentityChecks;

/// <summary>What became of a move.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome() { }

    /// <summary>Made, or stood already.</summary>
    public sealed record Stands(HandIn HandIn) : MoveOutcome;

    /// <summary>No such check for this caller.</summary>
    public sealed record NotFound : MoveOutcome;

    /// <summary>The lifecycle or the requirements say no; <paramref name="Why"/> may be shown.</summary>
    public sealed record Refused(string Why) : MoveOutcome;

    /// <summary>Somebody else was faster each time, or the database gave no turn.</summary>
    public sealed record NotWritten(Written Why) : MoveOutcome;
}

/// <summary>Moves a check and its hand-in: the one way for commands, for PUT and for whoever else changes a status.</summary>
public sealed class MoveCheck(HandIns handIns)
{
    public Task<MoveOutcome> Run(
        long checkId,
        MoveRequest request,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Afresh.Write<MoveOutcome>(async () =>
        {
            if (await handIns.Find(checkId, caller, cancelled) is not { } before)
            {
                return (null, new MoveOutcome.NotFound());
            }

            var (answer, after) = before.Move(request.Move, caller.Actor.Kind, request.Words);
            if (answer is Transition.AlreadyThere)
            {
                return (null, new MoveOutcome.Stands(before));
            }

            if (MoveRules.Objection(before, request, caller.Actor.Kind) is { } why)
            {
                return (null, new MoveOutcome.Refused(why));
            }

            var (written, saved) = await handIns.Save(
                before,
                after,
                caller.Actor,
                at,
                cancelled,
                Inspected(after, request, at),
                request.Reason ?? request.Words
            );
            return written is Written.Done
                ? (written, new MoveOutcome.Stands(saved))
                : (written, new MoveOutcome.NotWritten(written));
        });

    private static IReadOnlyList<Step> Inspected(
        HandIn after,
        MoveRequest request,
        DateTimeOffset at
    ) =>
        request.Inspection is not { } seen
            ? []
            :
            [
                new Step.Insert(
                    new InPersonInspection
                    {
                        IdentityCheckId = after.Check.Id,
                        HandIn = after.Check.HandIn,
                        Witness = seen.Witness,
                        Method = seen.Method,
                        InspectedOn = seen.InspectedOn,
                        CreatedOn = at,
                    }
                ),
            ];
}
