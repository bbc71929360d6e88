using Vestibule.Database;
using Vestibule.Tests.Access;

[assembly: AssemblyFixture(typeof(Vestibule.Tests.Harness.AppsEnd))]

namespace Vestibule.Tests.Harness;

/// <summary>
/// One running server for each database, shared by all tests that only add to it. A test that looks at the whole server
/// (its files, its logs, its counts) starts its own.
/// </summary>
internal static class Apps
{
    private static readonly Lazy<Task<VestibuleApp>> Sqlite = new(() =>
        VestibuleApp.Start(DatabaseProvider.Sqlite)
    );
    private static readonly Lazy<Task<VestibuleApp>> Postgres = new(() =>
        VestibuleApp.Start(DatabaseProvider.Postgres)
    );

    internal static async Task Stop()
    {
        foreach (var app in new[] { Sqlite, Postgres }.Where(app => app.IsValueCreated))
        {
            await (await app.Value).DisposeAsync();
        }
    }

    public static async Task<World> World(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        return new World(
            await (provider is DatabaseProvider.Sqlite ? Sqlite.Value : Postgres.Value)
        );
    }
}

/// <summary>
/// Both databases, for tests that go through a shared server:
/// <c>[Theory, ClassData(typeof(OnBoth))] public async Task Keeps(DatabaseProvider provider)</c>.
/// </summary>
public sealed class OnBoth : TheoryData<DatabaseProvider>
{
    public OnBoth()
        : base(Enum.GetValues<DatabaseProvider>()) { }
}

/// <summary>Stops the shared servers when the last test has run and takes away what was left behind, so that the process ends at once.</summary>
public sealed class AppsEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Apps.Stop();
        await Gates.Stop();
        Decoders.Stop();
        LeftBehind.Tidy();
    }
}
