using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static Command Command(Workbench bench)
    {
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "A folder that is not there yet.",
            Required = true,
        };
        to.Validators.Add(RefuseWhatIsThere);
        var business = new Option<long[]>("--business")
        {
            Description =
                "Only this location's chain; several with several. 0 is the network's own.",
            CustomParser = given => [.. given.Tokens.Select(token => Number(given, token.Value))],
        };
        var from = new Option<DateTimeOffset?>("--from")
        {
            Description =
                "Only lines from this instant on, as 2026-01-31 or 2026-01-31T12:00Z; UTC if it does not say.",
            CustomParser = Instant,
        };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Only lines before this instant.",
            CustomParser = Instant,
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
                    (rooms, stop) =>
                        Run(
                            rooms,
                            new(
                                line.GetValue(to)!.FullName,
                                line.GetValue(business) ?? [],
                                line.GetValue(from),
                                line.GetValue(until),
                                line.GetValue(opened)
                            ),
                            line.InvocationConfiguration,
                            stop
                        ),
                    cancelled
                )
        );
        return command;
    }

    private static async Task<ExitCode> Run(
        IServiceProvider rooms,
        JournalExcerpt excerpt,
        InvocationConfiguration said,
        CancellationToken cancelled
    )
    {
        if (await Strange(rooms, excerpt.Businesses, cancelled) is [_, ..] strange)
        {
            await said.Error.WriteLineAsync(
                $"--business: there is no journal of location {string.Join(", ", strange)}"
            );
            return ExitCode.Misspelt;
        }

        // Signed by us it would be believed: what does not hold is not signed.
        await using var verdict = new StringWriter();
        if (await VerifyAudit.Run(rooms, verdict, cancelled) is not ExitCode.Stopped)
        {
            await said.Output.WriteLineAsync($"Not exported.\n{verdict.ToString().TrimEnd()}");
            return ExitCode.DoesNotHold;
        }

        var at = rooms.GetRequiredService<TimeProvider>().Now();
        var count = await rooms.GetRequiredService<ExportJournal>().Run(excerpt, at, cancelled);
        await EnterCommand.Run(
            rooms,
            JournalAction.Look,
            "Journal",
            0,
            $"exported {count} lines, personal values {(excerpt.Opened ? "opened" : "sealed")}"
        );
        await said.Output.WriteLineAsync(
            $"{count} lines in {excerpt.Folder}. Check it with: python3 {Path.Combine(excerpt.Folder, "check.py")}"
        );
        return ExitCode.Stopped;
    }

    private static async Task<List<long>> Strange(
        IServiceProvider rooms,
        IReadOnlyList<long> businesses,
        CancellationToken cancelled
    )
    {
        await using var db = await rooms
            .GetRequiredService<IDbContextFactory<VestibuleDb>>()
            .CreateDbContextAsync(cancelled);
        var known = await db.JournalHeads.Select(head => head.BusinessId).ToListAsync(cancelled);
        return [.. businesses.Except(known)];
    }

    private static void RefuseWhatIsThere(OptionResult given)
    {
        if (given.Tokens is [var folder, ..] && Path.Exists(folder.Value))
            given.AddError($"--to: {Path.GetFullPath(folder.Value)} is there already");
    }

    private static long Number(ArgumentResult given, string text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            given.AddError($"--business: \"{text}\" is no whole number");
        return number;
    }

    private static DateTimeOffset? Instant(ArgumentResult given)
    {
        var text = given.Tokens.Single().Value;
        if (
            DateTimeOffset.TryParseExact(
                text,
                Instants,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            return at;
        var name = ((OptionResult)given.Parent!).Option.Name;
        given.AddError($"{name}: \"{text}\" is no instant like 2026-01-31 or 2026-01-31T12:00Z");
        return null;
    }
}
