using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Tests.Harness;

/// <summary>One fresh database with everything that reads and writes it, as the server registers it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TestDatabase(DatabaseProvider provider, string connectionString)
    {
        (Provider, ConnectionString) = (provider, connectionString);
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new JournalKey([.. Enumerable.Range(1, 32).Select(i => (byte)i)]))
            .AddVestibuleDatabase(provider, connectionString)
            .BuildServiceProvider(validateScopes: true);
    }

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }
    public IServiceProvider Services => services;
    public Writer Writer => services.GetRequiredService<Writer>();

    public static async Task<TestDatabase> On(DatabaseProvider provider) =>
        new(provider, await TestDatabases.Fresh(provider));

    /// <summary>A database reached by another way than its own address.</summary>
    public static TestDatabase At(DatabaseProvider provider, string connectionString) =>
        new(provider, connectionString);

    /// <summary>The same database as another instance of the server would see it.</summary>
    public TestDatabase Another() => new(Provider, ConnectionString);

    public VestibuleDb Context() =>
        services.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContext();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    public override string ToString() => Provider.ToString();
}
