using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vestibule.Database.Postgres;
using Vestibule.Database.Sqlite;
using Vestibule.Vault;

namespace Vestibule.Database;

/// <summary>Before the first request: the database is ours, set as it must be, and has the newest schema.</summary>
public sealed class PrepareDatabase(
    IServiceProvider services,
    IDbContextFactory<VestibuleDb> databases,
    ILogger<PrepareDatabase> log,
    ILoggerFactory logs
)
{
    /// <summary>An <see cref="InvalidOperationException"/> names what does not hold; the process should not start then.</summary>
    public async Task Prepare(CancellationToken cancelled)
    {
        if (services.GetService<SqliteFile>() is { } file)
        {
            file.Hold();
            file.Check();
        }
        await using var db = await databases.CreateDbContextAsync(cancelled);
        if (services.GetService<PostgresServer>() is not { } server)
        {
            await RefuseNewer(db, cancelled);
            await db.Database.MigrateAsync(cancelled);
            return;
        }
        await using var turn = await server.Queue(cancelled);
        await PostgresServer.Check(db, log, cancelled);
        await RefuseNewer(db, cancelled);
        await using var unhurried = PostgresServer.On(turn, logs);
        // Migrating would read the list first and make it afterwards, and tell of a list that is not there as an error.
        await unhurried.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancelled);
        await unhurried.Database.MigrateAsync(cancelled);
    }

    /// <summary>Whether there is a database with keys in it, wrapped by some master key. Changes nothing.</summary>
    public async Task<bool> HoldsKeys(CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        return (await Applied(db, cancelled)).Any()
            && await db.Set<WrappedKey>().AnyAsync(cancelled);
    }

    /// <summary>A newer program has been here: writing with an older model could lose what it added.</summary>
    private static async Task RefuseNewer(VestibuleDb db, CancellationToken cancelled)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        foreach (var applied in await Applied(db, cancelled))
            if (!known.Contains(applied))
                throw new InvalidOperationException(
                    $"The database has the schema of a newer program: {applied}."
                );
    }

    private static async Task<IEnumerable<string>> Applied(
        VestibuleDb db,
        CancellationToken cancelled
    ) =>
        await db.Database.CanConnectAsync(cancelled)
        && (!db.Database.IsNpgsql() || await PostgresServer.HasHistory(db, cancelled))
            ? await db.Database.GetAppliedMigrationsAsync(cancelled)
            : [];
}
