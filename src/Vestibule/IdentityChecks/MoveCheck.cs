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

/// <summary>What is written together with a move.</summary>
public sealed record More(IReadOnlyList<Step> Steps, IReadOnlyList<Line> Lines);

/// <summary>Moves a check and its hand-in: the one way for commands, for PUT and for whoever else changes a status.</summary>
public sealed class MoveCheck(HandIns handIns, Writer writer, IEnumerable<EndElsewhere> everywhere)
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

            if (
                before.Move(request.Move, caller.Actor.Kind, request.Words).Answer
                is Transition.AlreadyThere
            )
            {
                return (null, await Stood(before, caller, at, cancelled));
            }

            if (await NotYet(before, request, caller.Actor.Kind, at, cancelled) is { } why)
            {
                return (null, new MoveOutcome.Refused(why));
            }

            var outcome = await Once(
                before,
                request,
                caller.Actor,
                at,
                cancelled,
                new More([.. caller.Once(before.Check.UniqueId, at)], [])
            );
            return ((outcome as MoveOutcome.NotWritten)?.Why, outcome);
        });

    /// <summary>Makes the move from exactly that state, or not at all: for who must know what it was made from.</summary>
    /// <param name="more">Rows and lines to be written with it.</param>
    public async Task<MoveOutcome> Once(
        HandIn before,
        MoveRequest request,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled,
        More? more = null
    )
    {
        var (answer, moved) = before.Move(request.Move, actor.Kind, request.Words);
        var after = request.Also is { } also ? moved with { Check = also(moved.Check) } : moved;
        if (answer is Transition.AlreadyThere && after.Check == before.Check && more is null)
        {
            return new MoveOutcome.Stands(before);
        }

        if (
            answer is not Transition.AlreadyThere
            && MoveRules.Objection(before, request, actor.Kind) is { } why
        )
        {
            return new MoveOutcome.Refused(why);
        }

        var (written, saved) = await handIns.Save(
            before,
            after,
            actor,
            at,
            cancelled,
            [.. Inspected(after, request, at), .. more?.Steps ?? []],
            request.Reason ?? request.Words,
            more?.Lines
        );
        return written is Written.Done
            ? new MoveOutcome.Stands(saved)
            : new MoveOutcome.NotWritten(written);
    }

    // What runs elsewhere is ended there before it is ended here, or it could still be used, and billed.
    private async Task<string?> NotYet(
        HandIn before,
        MoveRequest request,
        ActorKind actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        request.Move is Move.Cancel && before.Move(request.Move, actor).Answer is Transition.Made
            ? await EndElsewhere.All(everywhere, before, forget: false, at, cancelled)
            : null;

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
