using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Vestibule.Database;
using Vestibule.Database.Postgres;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Bench;

/// <summary>Two databases with the same rows: one for the server, one for the bare endpoints.</summary>
internal sealed record Stage(
    DatabaseProvider Provider,
    string Folder,
    string Ours,
    string Bare,
    Statements Statements,
    IReadOnlyList<(long Business, long Coworker)> People
)
{
    public const int Checks = 100_000;
    public const int Businesses = 50;
    private const int Portion = 1000;

    /// <summary>The status the page asks for; what is created meanwhile has another one, so its total stays.</summary>
    public const VerificationStatus Asked = VerificationStatus.Successful;

    private const string AuditTable = """
        CREATE TABLE "BareAudit" ("Id" {0}, "At" BIGINT NOT NULL, "Actor" TEXT NOT NULL, "Entity" TEXT NOT NULL, "EntityKey" TEXT NOT NULL, "NewValue" TEXT NOT NULL)
        """;

    /// <summary>Where the server keeps what is not in its database.</summary>
    public string Data => Path.Combine(Folder, $"data-{Provider}");

    public static async Task<Stage> Set(DatabaseProvider provider, string folder)
    {
        var stage = await Set(
            provider,
            folder,
            "ours",
            Checks,
            i => i / Businesses % 5 == 0 ? Asked : VerificationStatus.Failed
        );
        var bare =
            provider is DatabaseProvider.Sqlite
                ? $"Data Source={folder}/bare.db"
                : Named(await PostgresCluster.Running, "bare");
        await Copy(provider, stage.Ours, bare);
        return stage with { Bare = bare };
    }

    /// <summary>One database, for the server alone.</summary>
    public static async Task<Stage> Set(
        DatabaseProvider provider,
        string folder,
        string name,
        int checks,
        Func<int, VerificationStatus> status
    )
    {
        var ours = $"Data Source={folder}/{name}.db";
        if (provider is DatabaseProvider.Postgres)
        {
            var cluster = await PostgresCluster.Running;
            await cluster.Do($"CREATE DATABASE {name}");
            ours = Named(cluster, name);
        }

        await using var db = Context(provider, ours);
        await db.Database.MigrateAsync();
        var statements = new Statements(db.Model, loud: false);
        var people = await Populate(db);
        await Fill(provider, ours, statements, Rows(checks, status, people));
        return new Stage(provider, folder, ours, "", statements, people);
    }

    public static async Task<long> Count(DatabaseProvider provider, string database, string from)
    {
        await using System.Data.Common.DbConnection connection =
            provider is DatabaseProvider.Sqlite
                ? new SqliteConnection(database + ";Pooling=False")
                : new NpgsqlConnection(database + ";Pooling=False");
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) FROM {from}";
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public static VestibuleDb Context(DatabaseProvider provider, string database) =>
        provider is DatabaseProvider.Sqlite
            ? new SqliteDb(
                new DbContextOptionsBuilder<SqliteDb>()
                    .UseSqlite(database + ";Pooling=False")
                    .Options
            )
            : new PostgresDb(
                new DbContextOptionsBuilder<PostgresDb>()
                    .UseNpgsql(database + ";Pooling=False")
                    .Options
            );

    private static async Task<List<(long, long)>> Populate(VestibuleDb db)
    {
        var at = TimeProvider.System.Now();
        var businesses = Enumerable
            .Range(1, Businesses)
            .Select(i => new Business
            {
                Name = $"Location {i}",
                CreatedOn = at,
                UpdatedOn = at,
                UpdatedBy = "bench",
            })
            .ToList();
        db.AddRange(businesses);
        await db.SaveChangesAsync();
        var coworkers = Enumerable
            .Range(0, Businesses * 10)
            .Select(i => new Coworker
            {
                FullName = $"Member {i}",
                InvoicingBusinessId = businesses[i % Businesses].Id,
                CreatedOn = at,
                UpdatedOn = at,
                UpdatedBy = "bench",
            })
            .ToList();
        db.AddRange(coworkers);
        await db.SaveChangesAsync();
        return [.. coworkers.Select(c => (c.InvoicingBusinessId, c.Id))];
    }

    private static IEnumerable<IdentityCheck> Rows(
        int checks,
        Func<int, VerificationStatus> status,
        List<(long Business, long Coworker)> people
    ) =>
        Enumerable
            .Range(0, checks)
            .Select(i => new IdentityCheck
            {
                BusinessId = people[i % people.Count].Business,
                CoworkerId = people[i % people.Count].Coworker,
                Name = $"Passport check {i}",
                VerificationStatus = status(i),
                IdentityDocumentIssuedBy = "Home Office",
                Description = "Please show us your passport.",
                IdentityCheckGroupGuid = Guid.CreateVersion7(),
                CreatedOn = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i),
                UpdatedOn = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i),
                UpdatedBy = "bench",
            });

    private static async Task Fill(
        DatabaseProvider provider,
        string database,
        Statements statements,
        IEnumerable<IdentityCheck> rows
    )
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            using var connection = new SqliteFile(database).Open();
            using var transaction = connection.BeginTransaction();
            using var insert = new SqliteInsert(connection, statements);
            foreach (var row in rows)
            {
                insert.Run(row);
            }

            transaction.Commit();
            return;
        }

        await using var postgres = new NpgsqlConnection(database + ";Pooling=False");
        await postgres.OpenAsync();
        foreach (var portion in rows.Chunk(Portion))
        {
            await using var batch = new NpgsqlBatch(postgres);
            foreach (var row in portion)
            {
                batch.BatchCommands.Add(PostgresInsert.Of(statements, row));
            }

            await batch.ExecuteNonQueryAsync();
        }
    }

    private static async Task Copy(DatabaseProvider provider, string ours, string bare)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            var file = new SqliteFile(bare).Path;
            using (var from = new SqliteFile(ours).Open())
            {
                Run(from, $"VACUUM INTO '{file}'");
                Run(from, "ANALYZE");
            }

            using var to = new SqliteFile(bare).Open();
            Run(to, "PRAGMA journal_mode = WAL");
            Run(to, string.Format(AuditTable, "INTEGER PRIMARY KEY AUTOINCREMENT"));
            Run(to, "ANALYZE");
            return;
        }

        var cluster = await PostgresCluster.Running;
        await cluster.Do("CREATE DATABASE bare TEMPLATE ours");
        foreach (var database in (string[])[ours, bare])
        {
            await Run(database, "VACUUM ANALYZE");
        }

        await Run(
            bare,
            string.Format(AuditTable, "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        );
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Named(PostgresCluster cluster, string database) =>
        new NpgsqlConnectionStringBuilder(cluster.Server)
        {
            Database = database,
            // As a connection string that says nothing of it.
            MaxPoolSize = 100,
        }.ConnectionString;
}
