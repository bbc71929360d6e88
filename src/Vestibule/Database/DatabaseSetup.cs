using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database.Postgres;
using Vestibule.Database.Reading;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database;

/// <summary>Where rows are kept.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Registers the contexts (<c>IDbContextFactory&lt;VestibuleDb&gt;</c> and a scoped <c>VestibuleDb</c>), the
/// <see cref="Writer"/>, the <see cref="Lookup"/>, the journal's <see cref="Book"/> and <see cref="VerifyChain"/>, <see cref="TextOrder"/> and
/// <see cref="PrepareDatabase"/>. A <see cref="JournalKey"/>, the vault's key store and a <see cref="TimeProvider"/>
/// have to be registered beside it.
/// </summary>
public static class DatabaseSetup
{
    /// <summary>How long a write waits for its turn before it is answered as busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddVestibuleDatabase(
        this IServiceCollection services,
        DatabaseProvider provider,
        string connectionString
    )
    {
        if (provider == DatabaseProvider.Sqlite)
            AddSqlite(services, connectionString);
        else
            AddPostgres(services, connectionString);
        return services
            .AddScoped(s =>
                s.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContext()
            )
            .AddSingleton<Chain>()
            .AddSingleton<Book>()
            .AddSingleton<VerifyChain>()
            .AddSingleton<PrepareDatabase>();
    }

    private static void AddSqlite(IServiceCollection services, string connectionString) =>
        services
            .AddSingleton(_ => new SqliteFile(connectionString))
            .AddSingleton(_ => new SqliteGate(Patience))
            .AddPooledDbContextFactory<SqliteDb>(
                (s, options) =>
                    options
                        .UseSqlite(s.GetRequiredService<SqliteFile>().ConnectionString)
                        .AddInterceptors(
                            s.GetRequiredService<SqliteFile>(),
                            s.GetRequiredService<SqliteGate>()
                        )
            )
            .AddSingleton<IDbContextFactory<VestibuleDb>, AnyFactory<SqliteDb>>()
            .AddSingleton(TextOrder.Sqlite)
            .AddSingleton(s => new Writer(
                [SqliteEngine(s)],
                s.GetRequiredService<TimeProvider>(),
                Patience
            ))
            .AddSingleton<Lookup>(s => new SqliteLookup(
                s.GetRequiredService<SqliteFile>(),
                new Selections(Model(s))
            ));

    private static void AddPostgres(IServiceCollection services, string connectionString) =>
        services
            .AddSingleton(_ => new PostgresServer(connectionString))
            .AddPooledDbContextFactory<PostgresDb>(
                (s, options) =>
                    options.UseNpgsql(s.GetRequiredService<PostgresServer>().ForRequests)
            )
            .AddSingleton<IDbContextFactory<VestibuleDb>, AnyFactory<PostgresDb>>()
            .AddSingleton(TextOrder.Postgres)
            .AddSingleton(s => new Writer(
                PostgresEngines(s),
                s.GetRequiredService<TimeProvider>(),
                Patience
            ))
            .AddSingleton<Lookup>(s => new PostgresLookup(
                s.GetRequiredService<PostgresServer>(),
                new Selections(Model(s))
            ));

    private static SqliteWriter SqliteEngine(IServiceProvider s) =>
        new(
            s.GetRequiredService<SqliteFile>(),
            s.GetRequiredService<SqliteGate>(),
            Statements(s, loud: false),
            s.GetRequiredService<Chain>(),
            s.GetService<BatchWatch>()
        );

    private static PostgresWriter[] PostgresEngines(IServiceProvider s)
    {
        var statements = Statements(s, loud: true);
        return
        [
            .. Enumerable
                .Range(0, PostgresServer.Writers)
                .Select(_ => new PostgresWriter(
                    s.GetRequiredService<PostgresServer>(),
                    statements,
                    s.GetRequiredService<Chain>(),
                    s.GetService<BatchWatch>()
                )),
        ];
    }

    private static Statements Statements(IServiceProvider s, bool loud) => new(Model(s), loud);

    private static IModel Model(IServiceProvider s)
    {
        using var db = s.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContext();
        return db.Model;
    }

    /// <summary>Everybody asks for the one model; only this knows which context carries it.</summary>
    private sealed class AnyFactory<TContext>(IDbContextFactory<TContext> factory)
        : IDbContextFactory<VestibuleDb>
        where TContext : VestibuleDb
    {
        public VestibuleDb CreateDbContext() => factory.CreateDbContext();
    }
}
