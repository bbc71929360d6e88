using Microsoft.Data.Sqlite;
using Npgsql;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// One data folder and one database on which servers are started again and again, and the ledger of what they said.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly (string Name, string Value)[] settings;
    private int rounds;

    private Site(
        DatabaseProvider provider,
        string folder,
        string connection,
        FileServer files,
        (string Name, string Value)[] settings
    )
    {
        (Provider, Folder, Connection, Files) = (provider, folder, connection, files);
        this.settings = settings;
    }

    public DatabaseProvider Provider { get; }
    public string Folder { get; }
    public string Connection { get; }
    public FileServer Files { get; }
    public Ledger Ledger { get; } = new();

    /// <summary>Words before the server's command.</summary>
    public IReadOnlyList<string> Before { get; set; } = [];
    public long Business { get; private set; }
    public long Coworker { get; private set; }

    /// <param name="folder">A folder of its own when null.</param>
    /// <param name="connection">A database of its own when null.</param>
    public static async Task<Site> Make(
        DatabaseProvider provider,
        string? folder = null,
        string? connection = null,
        params (string Name, string Value)[] settings
    )
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var site = new Site(
            provider,
            folder ?? LeftBehind.Folder("vestibule-site-"),
            connection ?? await TestDatabases.Fresh(provider),
            await FileServer.Start(),
            // One person hands in everything here.
            [("Vestibule:Evidence:MaxFilesPerMember", "1000000"), .. settings]
        );
        await site.Visit(async app =>
        {
            var world = new World(app);
            var business = await world.Business();
            (site.Business, site.Coworker) = (business.Id, (await world.Coworker(business)).Id);
        });
        return site;
    }

    /// <summary>From now on the sealed files lie in <paramref name="folder"/>, on another disk.</summary>
    public async Task KeepFilesIn(string folder)
    {
        var files = Path.Combine(Folder, "files");
        Directory.CreateDirectory(folder);
        if (Directory.Exists(files))
        {
            Directory.Delete(files, recursive: true);
        }

        File.CreateSymbolicLink(files, folder);
        await Shell.Run("sync", "-f", folder);
    }

    /// <summary>The server as a process of its own.</summary>
    /// <param name="plan">See <see cref="Sabotage"/>.</param>
    public Task<ServerProcess> Serve(string? plan = null, string? connection = null) =>
        ServerProcess.StartSabotaged(
            plan,
            Before,
            Provider,
            Folder,
            connection ?? Connection,
            Files.HostAndPort,
            [.. settings.Select(setting => $"--{setting.Name}={setting.Value}")]
        );

    public Load Load(
        ServerProcess server,
        bool patient = false,
        int clients = 16,
        CancellationToken until = default
    ) =>
        new(server.Address, Files, Ledger, Business, Coworker, Interlocked.Increment(ref rounds))
        {
            IsPatient = patient,
            IsLiedTo = server.Lies,
            Clients = clients,
            Until = until,
        };

    /// <summary>Everything that is not as it must be. No server may run on a SQLite site meanwhile.</summary>
    public async Task<IReadOnlyList<string>> Look()
    {
        IReadOnlyList<string> faults = [];
        await Visit(async app =>
        {
            using var admin = app.Anonymous();
            admin.DefaultRequestHeaders.Authorization = Durability.Load.Basic;
            faults = await new Oracle(app, admin, Ledger).Look();
        });
        return faults;
    }

    /// <summary>Waits until so many more things were acknowledged; false when that takes too long.</summary>
    public async Task<bool> Progress(int more, TimeSpan within)
    {
        var (goal, until) = (Ledger.Acknowledged + more, TimeProvider.System.GetUtcNow() + within);
        while (Ledger.Acknowledged < goal && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(10);
        }

        return Ledger.Acknowledged >= goal;
    }

    /// <summary>Waits until so many more documents were acknowledged, which takes a decoder that has started.</summary>
    public async Task HandedIn(int more, TimeSpan within)
    {
        var (goal, until) = (
            Ledger.Documents.Count + Ledger.Gone.Count + more,
            TimeProvider.System.GetUtcNow() + within
        );
        while (
            Ledger.Documents.Count + Ledger.Gone.Count < goal
            && TimeProvider.System.GetUtcNow() < until
        )
        {
            await Task.Delay(10);
        }
    }

    public override string ToString() =>
        $"{Provider}: {Ledger.Acknowledged} acknowledged writes, of them {Ledger.Checks.Count} checks, {Ledger.Documents.Count + Ledger.Gone.Count} documents, {Ledger.Decisions.Count} decisions";

    public ValueTask DisposeAsync() => Files.DisposeAsync();

    private async Task Visit(Func<VestibuleApp, Task> visit)
    {
        await using (
            var app = await VestibuleApp.Start(
                Provider,
                Folder,
                Connection,
                null,
                [("Vestibule:Outbound:AllowedAddresses", Files.HostAndPort), .. settings]
            )
        )
        {
            await visit(app);
        }

        // Pools outlive the server, and would hold on to a disk that is unplugged and a database that is struck.
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }
}
