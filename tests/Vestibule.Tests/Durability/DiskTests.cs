using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>A disk without room, and one that has become read-only: no write is feigned, reads go on, and all is well afterwards.</summary>
[Collection(nameof(KillTests))]
public sealed class DiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task AFullDiskRefusesWritesAndRecovers()
    {
        await using var disk = await SmallDisk.Make(megabytes: 48);
        var folder = Path.Combine(disk.Mount, "data");
        await using var site = await Site.Make(
            DatabaseProvider.Sqlite,
            folder,
            $"Data Source={folder}/vestibule.db"
        );
        await Trouble(site, "full disk, everything on it", () => Filled(disk), () => Freed(disk));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AFullDiskForFilesRefusesWritesAndRecovers(DatabaseProvider provider)
    {
        await using var disk = await SmallDisk.Make(megabytes: 48);
        await using var site = await OnlyFiles(provider, disk);
        await Trouble(site, "full disk, files on it", () => Filled(disk), () => Freed(disk));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AReadOnlyDiskForFilesRefusesWritesAndRecovers(DatabaseProvider provider)
    {
        await using var disk = await SmallDisk.Make(megabytes: 48);
        await using var site = await OnlyFiles(provider, disk);
        await Trouble(site, "read-only disk", disk.MakeReadOnly, disk.MakeWritable);
    }

    private async Task Trouble(Site site, string rig, Func<Task> begin, Func<Task> end)
    {
        using var enough = new CancellationTokenSource();
        using var server = await site.Serve();
        var load = site.Load(server, patient: true, clients: 4, until: enough.Token);
        var work = load.Run();
        (await site.Progress(20, TimeSpan.FromSeconds(60))).ShouldBeTrue("nothing was done");
        await begin();
        var before = load.Refused;
        await Shell.Until("writes are refused", () => load.Refused > before + 20);
        await Reads(server, site);
        await end();
        // Without a restart.
        (await site.Progress(40, TimeSpan.FromSeconds(60))).ShouldBeTrue("it did not recover");
        await enough.CancelAsync();
        await work;
        server.Kill();
        var faults = await site.Look();
        Figures.Say(output, rig, $"{site}, {load.Refused} refused", 0, 1, faults);
        faults.ShouldBeEmpty();
    }

    private static async Task Reads(ServerProcess server, Site site)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = Load.Basic;
        foreach (var check in site.Ledger.Checks.Take(5))
        {
            var read = await http.Gets($"/api/spaces/coworkeridentitychecks/{check.Key}");
            read.Status.ShouldBe(200);
            read["Name"]!.ToString().ShouldBe(check.Value);
        }
    }

    private static Task Filled(SmallDisk disk)
    {
        disk.Fill();
        return Task.CompletedTask;
    }

    private static Task Freed(SmallDisk disk)
    {
        disk.Free();
        return Task.CompletedTask;
    }

    private static async Task<Site> OnlyFiles(DatabaseProvider provider, SmallDisk disk)
    {
        var site = await Site.Make(provider);
        await site.KeepFilesIn(Path.Combine(disk.Mount, "files"));
        return site;
    }
}
