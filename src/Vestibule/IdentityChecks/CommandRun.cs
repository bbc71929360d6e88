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
        foreach (var id in ids)
        {
            var asker = caller.For(id);
            if (asker.OnceUnder?.Earlier is not null)
            {
                continue;
            }

            var outcome = await run(id, asker);
            if (outcome is MoveOutcome.NotWritten(Written.Repeated repeated))
            {
                return Answers.Conflict(repeated);
            }

            if (Trouble(outcome) is { } trouble)
            {
                troubles.Add(ids.Count == 1 ? trouble : $"{id}: {trouble}");
            }
        }

        return troubles.Count > 0
            ? Envelope.NotRun(string.Join(" ", troubles))
            : Envelope.Ran(
                ids[0],
                caller.For(ids[0]).OnceUnder?.Earlier?.At ?? at,
                caller.Actor.Name
            );
    }

    private static string? Trouble(MoveOutcome outcome) =>
        outcome switch
        {
            MoveOutcome.Stands => null,
            MoveOutcome.NotFound => "Not found",
            MoveOutcome.Refused(var why) => why,
            _ => "The record was changed by somebody else meanwhile. Try again.",
        };
}
