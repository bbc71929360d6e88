using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary>
/// <c>vestibule audit restored</c>: after an older backup was brought back, gives up, signed and for everybody to see,
/// the lines checkpoints have seen and the backup has not. Without it the journal would never hold again, and with
/// anything less nobody could tell a restored backup from a cut-off end. 65 when a chain does not hold in itself.
/// </summary>
internal static class AcceptRestore
{
    public static Command Command(Workbench bench) =>
        bench.Verb(
            "restored",
            "After an older backup was brought back: give up, signed, the lines it has not.",
            Run
        );

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var file = rooms.GetRequiredService<CheckpointFile>();
        List<Fork.At> forks;
        using (await file.Hold(cancelled))
        {
            var contents = file.Read();
            if (contents.Fault is { } fault)
            {
                await output.WriteLineAsync($"Not done: checkpoints: {fault}");
                return ExitCode.DoesNotHold;
            }

            if (await Forks(rooms, contents, cancelled) is not { } found)
            {
                await output.WriteLineAsync(
                    "Not done: a chain does not hold in itself, which no backup explains. See: vestibule audit verify"
                );
                return ExitCode.DoesNotHold;
            }

            forks = found;
            if (forks.Count > 0)
            {
                file.Append(Sign(rooms, contents, forks));
            }
        }

        foreach (var fork in forks)
        {
            await output.WriteLineAsync(Words(fork.Lost));
            await EnterCommand.Run(
                rooms,
                JournalAction.Delete,
                "Journal",
                fork.Lost.Chain,
                Words(fork.Lost)
            );
        }

        await output.WriteLineAsync(
            forks.Count == 0
                ? "Nothing is missing that a checkpoint has seen: nothing was given up."
                : "Signed. Keep what you have of the lost lines: exports, a syslog, the database from before."
        );
        return ExitCode.Stopped;
    }

    /// <summary>How a gap is told of, wherever it is.</summary>
    internal static string Words(GivenUp lost) =>
        $"{(lost.Chain == 0 ? "network" : $"business {lost.Chain}")}: lines {lost.After + 1} to {lost.Until}, as checkpoints saw them, were given up when a backup was restored";

    private static Checkpoint Sign(
        IServiceProvider rooms,
        CheckpointFile.Contents contents,
        List<Fork.At> forks
    ) =>
        Checkpoint.Sign(
            rooms.GetRequiredService<TimeProvider>().Now(),
            [.. forks.Select(fork => fork.End)],
            contents.Mark,
            rooms.GetRequiredService<CheckpointKey>(),
            [.. forks.Select(fork => fork.Lost)]
        );

    private static async Task<List<Fork.At>?> Forks(
        IServiceProvider rooms,
        CheckpointFile.Contents contents,
        CancellationToken cancelled
    )
    {
        var noted = Checkpoint.Standing(contents.Checkpoints).ToLookup(end => end.Chain);
        var find = rooms.GetRequiredService<FindFork>();
        await using var db = await rooms
            .GetRequiredService<IDbContextFactory<VestibuleDb>>()
            .CreateDbContextAsync(cancelled);
        var chains = await db.JournalHeads.Select(head => head.BusinessId).ToListAsync(cancelled);
        var forks = new List<Fork.At>();
        foreach (var chain in chains.Union(noted.Select(ends => ends.Key)).Order())
        {
            switch (await find.Run(chain, [.. noted[chain]], cancelled))
            {
                case Fork.At at:
                    forks.Add(at);
                    break;
                case Fork.Broken:
                    return null;
            }
        }

        return forks;
    }
}
