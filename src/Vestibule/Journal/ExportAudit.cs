using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary>
/// <c>vestibule audit export --to FOLDER</c>: the journal for an inspector, signed, with a checker that needs neither
/// this program nor its keys.
/// </summary>
internal static class ExportAudit
{
    public static Command Command(Workbench bench)
    {
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "A folder that is not there yet.",
            Required = true,
        };
        var business = new Option<long[]>("--business")
        {
            Description =
                "Only this location's chain; several with several. 0 is the network's own.",
        };
        var from = new Option<DateTimeOffset?>("--from")
        {
            Description = "Only lines from this instant on, as 2026-01-31 or 2026-01-31T12:00Z.",
        };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Only lines before this instant.",
        };
        var opened = new Option<bool>("--opened")
        {
            Description = "With personal values opened. Without, they stay sealed.",
        };
        var command = new Command("export", "Write the journal out for an inspector, signed.")
        {
            to,
            business,
            from,
            until,
            opened,
        };
        command.SetAction(
            (line, cancelled) =>
                bench.Work(
                    line,
                    async (rooms, stop) =>
                    {
                        var folder = line.GetValue(to)!.FullName;
                        if (Path.Exists(folder))
                            throw new StartRefused("--to", $"{folder} is there already")
                            {
                                IsMistake = true,
                            };
                        if (await Objection(rooms, line.GetValue(business) ?? [], stop) is { } why)
                        {
                            await line.InvocationConfiguration.Output.WriteLineAsync(why);
                            return ExitCode.DoesNotHold;
                        }

                        var count = await rooms
                            .GetRequiredService<ExportJournal>()
                            .Run(
                                new(
                                    folder,
                                    line.GetValue(business) ?? [],
                                    line.GetValue(from),
                                    line.GetValue(until),
                                    line.GetValue(opened)
                                ),
                                rooms.GetRequiredService<TimeProvider>().Now(),
                                stop
                            );
                        await EnterCommand.Run(
                            rooms,
                            JournalAction.Look,
                            "Journal",
                            0,
                            $"exported {count} lines, personal values {(line.GetValue(opened) ? "opened" : "sealed")}"
                        );
                        await line.InvocationConfiguration.Output.WriteLineAsync(
                            $"{count} lines in {folder}. Check it with: python3 {Path.Combine(folder, "check.py")}"
                        );
                        return ExitCode.Stopped;
                    },
                    cancelled
                )
        );
        return command;
    }

    // Signed by us it would be believed: what does not hold is not signed.
    private static async Task<string?> Objection(
        IServiceProvider rooms,
        IReadOnlyList<long> businesses,
        CancellationToken cancelled
    )
    {
        await using var said = new StringWriter();
        if (await VerifyAudit.Run(rooms, said, cancelled) is not ExitCode.Stopped)
            return $"Not exported.\n{said.ToString().TrimEnd()}";
        await using var db = await rooms
            .GetRequiredService<IDbContextFactory<VestibuleDb>>()
            .CreateDbContextAsync(cancelled);
        var known = await db.JournalHeads.Select(head => head.BusinessId).ToListAsync(cancelled);
        return businesses.Except(known).ToList() is [_, ..] strange
            ? $"Not exported: there is no journal of location {string.Join(", ", strange)}."
            : null;
    }
}
