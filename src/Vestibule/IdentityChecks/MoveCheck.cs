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
public sealed class MoveCheck(HandIns handIns, Writer writer)
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
                return (null, await Stood(before, caller, at, cancelled));
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
                [.. Inspected(after, request, at), .. caller.Once(before.Check.UniqueId, at)],
                request.Reason ?? request.Words
            );
            return written is Written.Done
                ? (written, new MoveOutcome.Stands(saved))
                : (written, new MoveOutcome.NotWritten(written));
        });

    // Nothing to write but that it was asked for: whoever asks again is to hear the same answer.
    private async Task<MoveOutcome> Stood(
        HandIn standing,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (caller.OnceUnder is not { } key)
        {
            return new MoveOutcome.Stands(standing);
        }

        var written = await writer.Write(
            new Deed(standing.Check.BusinessId, [key.Step(standing.Check.UniqueId, at)], []),
            cancelled
        );
        return written is Written.Done
            ? new MoveOutcome.Stands(standing)
            : new MoveOutcome.NotWritten(written);
    }

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
