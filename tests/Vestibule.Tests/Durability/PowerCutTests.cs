using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// The disk loses its power, under load or right after an answer, and with it everything the kernel had not yet handed
/// down. What was acknowledged must be on it when the power is back.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Everything on one disk: database, keys and files.</summary>
    [Fact]
    public async Task NothingAcknowledgedIsLostWithADiskThatHoldsEverything()
    {
        await using var disk = await Disk();
        var folder = Path.Combine(disk.Mount, "data");
        await using var site = await Site.Make(
            DatabaseProvider.Sqlite,
            folder,
            $"Data Source={folder}/vestibule.db"
        );
        await Cut(disk, site, HowMany.Times(1, ci: 8, campaign: 500));
    }

    /// <summary>Only the sealed files on that disk: no write of the database makes a file durable by chance.</summary>
    [Fact]
    public async Task NothingAcknowledgedIsLostWithADiskForTheFiles()
    {
        await using var disk = await Disk();
        await using var site = await Site.Make(
            TestDatabases.Absent(DatabaseProvider.Postgres) is null
                ? DatabaseProvider.Postgres
                : DatabaseProvider.Sqlite
        );
        await site.KeepFilesIn(Path.Combine(disk.Mount, "files"));
        await Cut(disk, site, HowMany.Times(1, ci: 7, campaign: 500));
    }

    [Theory]
    [InlineData(Sabotage.NoFileSync)]
    [InlineData(Sabotage.NoDirectorySync)]
    [InlineData(Sabotage.AnswerFirst)]
    public async Task ABrokenBuildIsCaught(string plan)
    {
        await using var disk = await Disk();
        var folder = Path.Combine(disk.Mount, "data");
        await using var site =
            plan is Sabotage.AnswerFirst
                ? await Site.Make(
                    DatabaseProvider.Sqlite,
                    folder,
                    $"Data Source={folder}/vestibule.db"
                )
                : await Site.Make(DatabaseProvider.Sqlite);
        if (plan is not Sabotage.AnswerFirst)
        {
            await site.KeepFilesIn(Path.Combine(disk.Mount, "files"));
        }

        IReadOnlyList<string> faults = [];
        for (var round = 0; round < 3 && faults.Count == 0; round++)
        {
            using (var server = await site.Serve(plan))
            {
                using var enough = new CancellationTokenSource();
                var load = site.Load(server, patient: true, clients: 8, until: enough.Token);
                // Who leads a batch waits for it in any build; only those in the queue behind hear too early.
                var work = plan is Sabotage.AnswerFirst ? load.Run() : load.One();
                await site.Progress(plan is Sabotage.AnswerFirst ? 20 : 2, Patience);
                disk.Cut();
                server.Kill();
                await enough.CancelAsync();
                await work;
            }

            await disk.Unplug();
            await disk.PlugIn();
            faults = await site.Look();
        }

        output.WriteLine($"{plan}: {string.Join("; ", faults)}");
        faults.ShouldContain(fault =>
            fault.Contains("cannot be read", StringComparison.Ordinal)
            || fault.EndsWith("was acknowledged and is not there", StringComparison.Ordinal)
            // A part of an acknowledged file that nobody has asked for yet.
            || (
                fault.StartsWith("evidence: ", StringComparison.Ordinal)
                && !fault.StartsWith("evidence: 0 missing", StringComparison.Ordinal)
            )
        );
    }

    private async Task Cut(PowerDisk disk, Site site, int rounds)
    {
        var random = new Random(Seed);
        var faults = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            await CutOnce(disk, site, random, underLoad: round % 2 == 0);
            // Each cut is looked at: a later write could make good what an earlier cut had taken.
            faults.AddRange(await site.Look());
        }

        Figures.Say(output, "power cut", site.ToString(), Seed, rounds, faults);
        faults.ShouldBeEmpty();
    }

    private static async Task CutOnce(PowerDisk disk, Site site, Random random, bool underLoad)
    {
        using (var server = await site.Serve())
        {
            using var enough = new CancellationTokenSource();
            var load = site.Load(server, patient: true, until: enough.Token);
            var work = load.Run();
            (await site.Progress(20, TimeSpan.FromSeconds(60))).ShouldBeTrue("nothing was done");
            if (underLoad)
            {
                await Task.Delay(random.Next(50, 1500));
                disk.Cut();
                await enough.CancelAsync();
            }
            else
            {
                await enough.CancelAsync();
                await work;
                await Told(load.One(), server);
                disk.Cut();
            }

            server.Kill();
            await work;
        }

        await disk.Unplug();
        await disk.PlugIn();
    }

    // A refusal that nothing explains is explained by the server's log, if by anything.
    private static async Task Told(Task work, ServerProcess server)
    {
        try
        {
            await work;
        }
        catch (HttpRequestException refused)
        {
            throw new InvalidOperationException(
                server.Log[^Math.Min(8000, server.Log.Length)..],
                refused
            );
        }
    }

    private static async Task<PowerDisk> Disk()
    {
        HowMany.NotByHand("Power cuts");
        if (await PowerDisk.Absent() is { } reason)
        {
            Assert.Skip(reason);
        }

        return await PowerDisk.Make();
    }
}
