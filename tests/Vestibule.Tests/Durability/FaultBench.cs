using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>A server in this process on a disk that fails when told to, started anew after each errand.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    /// <summary>After so many errands on one database the oracle would read more than it needs to.</summary>
    private const int Enough = 20;

    private readonly DatabaseProvider provider;
    private readonly Func<FsCall, int, int> build;
    private readonly FailingDisk disk = new();
    private FileServer files = null!;
    private VestibuleApp app = null!;
    private HttpClient admin = null!;
    private Ledger ledger = new();
    private (long Business, long Coworker) people;
    private int errands;
    private long acknowledged;

    private FaultBench(DatabaseProvider provider, Func<FsCall, int, int> build) =>
        (this.provider, this.build) = (provider, build);

    /// <summary>Told of every batch.</summary>
    public Action<BatchPoint, IReadOnlyList<Waiter>> Watch { get; set; } = (_, _) => { };

    /// <param name="build">What the build makes of what the disk says to a call.</param>
    public static async Task<FaultBench> Make(
        DatabaseProvider provider,
        Func<FsCall, int, int> build
    )
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var bench = new FaultBench(provider, build) { files = await FileServer.Start() };
        await bench.Move();
        return bench;
    }

    /// <summary>One errand with the nth call failing; null for the call when there were not so many.</summary>
    public async Task<(FsCall? Struck, List<string> Faults)> Try(int nth, Failing how)
    {
        if (errands % Enough == Enough - 1)
        {
            await Move();
        }

        var errand = new Errand(app, admin, files, disk, ledger, people.Business, people.Coworker);
        disk.Arm(nth, how);
        await errand.Run(++errands * 100);
        disk.Disarm();
        Watch = (_, _) => { };
        await Open(app.DataPath, app.ConnectionString);
        var faults = errand.False;
        faults.AddRange(await new Oracle(app, admin, ledger).Look());
        return (
            disk.Struck,
            [.. faults.Select(fault => $"{how} at call {nth} ({disk.Struck}): {fault}")]
        );
    }

    public override string ToString() =>
        $"{errands} errands, {acknowledged + ledger.Acknowledged} acknowledged writes";

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
        await files.DisposeAsync();
    }

    private async Task Move()
    {
        await Open(LeftBehind.Folder("vestibule-bench-"), await TestDatabases.Fresh(provider));
        acknowledged += ledger.Acknowledged;
        ledger = new();
        var business = await new World(app).Business();
        people = (business.Id, (await new World(app).Coworker(business)).Id);
    }

    private async Task Open(string folder, string connection)
    {
        if (app is not null)
        {
            admin.Dispose();
            await app.DisposeAsync();
        }

        app = await VestibuleApp.Start(
            provider,
            folder,
            connection,
            services =>
                services
                    .AddSingleton<Func<FsCall, int>>(call => build(call, disk.Ask(call)))
                    .AddSingleton<BatchWatch>(
                        (point, callers) =>
                        {
                            Watch(point, callers);
                            disk.At(point);
                        }
                    ),
            ("Vestibule:Outbound:AllowedAddresses", files.HostAndPort)
        );
        admin = await new World(app).Administrator();
    }
}
