using Microsoft.AspNetCore.Http;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>Runs a command on each record named, every one for itself, and answers for all of them at once.</summary>
public static class CommandRun
{
    public static async Task<IResult> Each(
        IReadOnlyList<long> ids,
        DateTimeOffset at,
        Caller caller,
        Func<long, Caller, Task<MoveOutcome>> run
    )
    {
        var troubles = new List<string>();
        var replayed = true;
        foreach (var id in ids)
        {
            var asker = caller.For(id);
            if (asker.OnceUnder?.Earlier is not null)
            {
                continue;
            }

            replayed = false;
            var outcome = await run(id, asker);
            // What is known of one record only is said as for any write: clients retry by the status.
            if (
                outcome is MoveOutcome.NotWritten(var why)
                && (why is Written.Repeated || (ids.Count == 1 && Unwritten(why) is not null))
            )
            {
                return Answers.Conflict(why);
            }

            if (Trouble(outcome) is { } trouble)
            {
                troubles.Add(ids.Count == 1 ? trouble : $"{id}: {trouble}");
            }
        }

        var answer =
            troubles.Count > 0
                ? Envelope.NotRun(string.Join(" ", troubles))
                : Envelope.Ran(
                    ids[0],
                    caller.For(ids[0]).OnceUnder?.Earlier?.At ?? at,
                    caller.Actor.Name
                );
        return replayed ? new Replayed(answer) : answer;
    }

    /// <summary>The same for a command that is no move; of one record alone the answer may hold an address.</summary>
    public static async Task<IResult> Added(
        CommandRequest request,
        DateTimeOffset at,
        Caller caller,
        Func<long, Task<CommandOutcome>> run
    )
    {
        // One address fits into one answer, and a link made for nobody would be lost.
        if (request.Ids.Count > 1 && request.Command.Key is CheckCommands.StartStripe)
        {
            return Envelope.NotRun("It makes a link for one check at a time.");
        }

        var troubles = new List<string>();
        Uri? opens = null;
        foreach (var id in request.Ids)
        {
            var outcome = await run(id);
            opens = (outcome as CommandOutcome.Done)?.Opens;
            if (outcome is CommandOutcome.NotDone(var why))
            {
                troubles.Add(request.Ids.Count == 1 ? why : $"{id}: {why}");
            }
        }

        return troubles.Count > 0
            ? Envelope.NotRun(string.Join(" ", troubles))
            : Envelope.Ran(request.Ids[0], at, caller.Actor.Name, opens);
    }

    private static string? Trouble(MoveOutcome outcome) =>
        outcome switch
        {
            MoveOutcome.Stands => null,
            MoveOutcome.NotFound => "Not found",
            MoveOutcome.Refused(var why) => why,
            MoveOutcome.NotWritten(var why) when Unwritten(why) is { } unwritten => unwritten,
            _ => "The record was changed by somebody else meanwhile. Try again.",
        };

    private static string? Unwritten(Written why) =>
        why is Written.Busy or Written.Unknown
            ? "The record could not be written now. Read it and try again."
            : null;
}
