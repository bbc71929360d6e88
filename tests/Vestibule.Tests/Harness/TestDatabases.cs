using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Postgres;
using Vestibule.Database.Sqlite;

namespace Vestibule.Tests.Harness;

/// <summary>Fresh databases with the schema in them, copied from one template for each provider.</summary>
internal static class TestDatabases
{
    private const string Template = "template_vestibule";
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqlite);
    private static readonly Lazy<Task<PostgresCluster>> PostgresTemplate = new(MakePostgres);
    private static readonly SemaphoreSlim OneCopyAtATime = new(1);
    private static int made;

    /// <summary>Why tests on this provider are skipped here, or null. Where CI runs nothing is skipped.</summary>
    public static string? Absent(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite || PostgresCluster.Installed ? null
        : Environment.GetEnvironmentVariable("CI") == "true"
            ? throw new InvalidOperationException("PostgreSQL has to be installed where CI runs.")
        : "PostgreSQL is not installed.";

    /// <summary>Connection string of a new database.</summary>
    public static Task<string> Fresh(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite ? FreshSqlite() : FreshPostgres();

    private static async Task<string> FreshSqlite()
    {
        var folder = LeftBehind.Folder("vestibule-db-");
        var path = Path.Combine(folder, "vestibule.db");
        File.Copy(await SqliteTemplate.Value, path);
        return $"Data Source={path}";
    }

    private static async Task<string> FreshPostgres()
    {
        var cluster = await PostgresTemplate.Value;
        var name = $"vestibule_{Interlocked.Increment(ref made)}";
        // A template may be copied by one session at a time.
        await OneCopyAtATime.WaitAsync();
        try
        {
            await cluster.Do($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            OneCopyAtATime.Release();
        }
        return Named(cluster, name);
    }

    private static async Task<string> MakeSqlite()
    {
        var folder = LeftBehind.Folder("vestibule-db-");
        var connection = $"Data Source={Path.Combine(folder, "template.db")};Pooling=False";
        await using (
            var db = new SqliteDb(
                new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options
            )
        )
            await db.Database.MigrateAsync();
        // The write-ahead log belongs to the file; folded in, one file is the whole template.
        await using var plain = new SqliteConnection(connection);
        await plain.OpenAsync();
        await using var fold = plain.CreateCommand();
        fold.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await fold.ExecuteNonQueryAsync();
        return plain.DataSource;
    }

    private static async Task<PostgresCluster> MakePostgres()
    {
        var cluster = await PostgresCluster.Running;
        var connection = Named(cluster, Template) + ";Pooling=False";
        await using var db = new PostgresDb(
            new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).Options
        );
        await db.Database.MigrateAsync();
        return cluster;
    }

    private static string Named(PostgresCluster cluster, string database) =>
        cluster.Server.Replace(
            "Database=postgres",
            $"Database={database}",
            StringComparison.Ordinal
        );
}
