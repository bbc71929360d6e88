using Microsoft.AspNetCore.Http;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>Runs a command on each record named, every one for itself, and answers for all of them at once.</summary>
public static class CommandRun
{
    private const string ShownOnce =
        "This was done before under the same Idempotency-Key, and its link was shown then, once. Run it under another key for another link.";

    public static Task<IResult> Moved(
        IReadOnlyList<long> ids,
        DateTimeOffset at,
        Caller caller,
        Func<long, Caller, Task<MoveOutcome>> run
    ) => Each(ids, at, caller, async (id, asker) => Said(await run(id, asker)));

    /// <summary>The same for a command that is no move; of one record alone the answer may hold an address.</summary>
    public static async Task<IResult> Added(
        CommandRequest request,
        DateTimeOffset at,
        Caller caller,
        Func<long, Caller, Task<CommandOutcome>> run
    )
    {
        if (request.Command.Key is CheckCommands.StartStripe)
        {
            // One address fits into one answer, and a link made for nobody would be lost.
            if (request.Ids.Count > 1)
            {
                return Envelope.NotRun("It makes a link for one check at a time.");
            }

            // What opens a link is kept nowhere, so it cannot be said again.
            if (caller.For(request.Ids[0]).OnceUnder?.Earlier is not null)
            {
                return new Replayed(Json.Message(StatusCodes.Status409Conflict, ShownOnce));
            }
        }

        return await Each(request.Ids, at, caller, run);
    }

    private static async Task<IResult> Each(
        IReadOnlyList<long> ids,
        DateTimeOffset at,
        Caller caller,
        Func<long, Caller, Task<CommandOutcome>> run
    )
    {
        var troubles = new List<string>();
        Uri? opens = null;
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
                outcome is CommandOutcome.NotWritten(var why)
                && (why is Written.Repeated || (ids.Count == 1 && Unwritten(why) is not null))
            )
            {
                return Answers.Conflict(why);
            }

            opens = (outcome as CommandOutcome.Done)?.Opens;
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
                    caller.Actor.Name,
                    opens
                );
        return replayed ? new Replayed(answer) : answer;
    }

    private static CommandOutcome Said(MoveOutcome outcome) =>
        outcome switch
        {
            MoveOutcome.Stands => new CommandOutcome.Done(),
            MoveOutcome.Refused(var why) => new CommandOutcome.NotDone(why),
            MoveOutcome.NotWritten(var why) => new CommandOutcome.NotWritten(why),
            _ => CommandOutcome.NotFound,
        };

    private static string? Trouble(CommandOutcome outcome) =>
        outcome switch
        {
            CommandOutcome.NotDone(var why) => why,
            CommandOutcome.NotWritten(var why) => Unwritten(why)
                ?? "The record was changed by somebody else meanwhile. Try again.",
            _ => null,
        };

    private static string? Unwritten(Written why) =>
        why is Written.Busy or Written.Unknown
            ? "The record could not be written now. Read it and try again."
            : null;
}
