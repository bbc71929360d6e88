using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Hosting;

namespace Vestibule.Tests.Journal;

/// <summary>The export asked for in the wrong way, and its checker where something is missing.</summary>
public sealed class ExportCommandTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AWrongArgumentIsToldAsOne()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var there = LeftBehind.Folder("vestibule-export-");
        var absent = Path.Combine(there, "export");

        (await Export(app, "--to", absent, "--business", "99")).ShouldTell(
            "--business: there is no journal of location 99"
        );
        (await Export(app, "--to", there)).ShouldTell($"--to: {there} is there already");
        (await Export(app, "--to", absent, "--from", "garbage")).ShouldTell(
            "--from: \"garbage\" is no instant like 2026-01-31"
        );
        (await Export(app, "--to", absent, "--until", "2026-13-01")).ShouldTell(
            "--until: \"2026-13-01\" is no instant like 2026-01-31"
        );
        (await Export(app, "--to", absent, "--business", "Hub")).ShouldTell(
            "--business: \"Hub\" is no whole number"
        );
        Directory.Exists(absent).ShouldBeFalse();
    }

    [Fact]
    public async Task ARightOneIsTaken()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var folder = Path.Combine(LeftBehind.Folder("vestibule-export-"), "export");

        var ended = await Export(
            app,
            "--to",
            folder,
            "--business",
            "0",
            "--from",
            "2026-01-31",
            "--until",
            "2199-01-31T12:00Z"
        );

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldContain($"lines in {folder}");
    }

    [Fact]
    public async Task TheCheckerSaysWhatIsMissing()
    {
        Inspector.SkipWithoutTools();
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        await app.Services.GetRequiredService<TakeCheckpoint>().Run(default, Cancelled);
        var folder = Path.Combine(app.DataPath, "export");
        await app
            .Services.GetRequiredService<ExportJournal>()
            .Run(new(folder, [], null, null, Opened: false), DateTimeOffset.UnixEpoch, Cancelled);
        (await Inspector.Checks(folder)).ShouldStartWith("0 Holds: ");

        foreach (
            var name in new[]
            {
                "manifest.json",
                "manifest.json.sig",
                "checkpoints.jsonl",
                "journal.jsonl",
                "public-key.pem",
            }
        )
        {
            var path = Path.Combine(folder, name);
            File.Move(path, path + ".away");
            (await Inspector.Checks(folder)).ShouldBe($"1 DOES NOT HOLD: there is no {name}\n");
            File.Move(path + ".away", path);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), "[", Cancelled);
        (await Inspector.Checks(folder)).ShouldStartWith("1 DOES NOT HOLD: the manifest is not");
        (await Inspector.Checks(folder, "--help")).ShouldStartWith("0 Checks an exported journal");
        (await Inspector.Checks(folder, "/nowhere")).ShouldStartWith("1 DOES NOT HOLD: ");
    }

    private static Task<EndedStart> Export(VestibuleApp app, params string[] arguments) =>
        EndedStart.Of(
            app.DataPath,
            [
                "audit",
                "export",
                .. arguments,
                $"--Vestibule:DataPath={app.DataPath}",
                $"--ConnectionStrings:Vestibule={app.ConnectionString}",
                $"--Vestibule:Journal:CheckpointFile={app.Services.GetRequiredService<JournalSettings>().CheckpointFile}",
            ],
            urls: false
        );
}

internal static class Ended
{
    /// <summary>One line, on the error stream, and the code of a line that makes no sense.</summary>
    public static void ShouldTell(this EndedStart ended, string words)
    {
        ended
            .Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith(words);
        ended.ExitCode.ShouldBe((int)ExitCode.Misspelt);
    }
}
