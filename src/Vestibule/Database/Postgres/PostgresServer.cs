using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Vestibule.Database.Postgres;

/// <summary>One PostgreSQL database: the writer's own connections to it and what its settings must be.</summary>
internal sealed class PostgresServer(string connectionString)
{
    public const int Writers = 2;
    private const int LookupConnections = 4;

    // Any number will do as long as nobody else uses it: "Vestibule" in a few bytes.
    private const long SchemaLock = 0x5665737469;

    private const string Unlimited =
        "SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";

    // The writer waits for no lock longer than this: its whole batch waits with it.
    private const string Limits =
        "SET lock_timeout = '2s'; SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '30s'; SET synchronous_commit = on";

    /// <summary>
    /// For the requests' pool: a request is never held longer than this by a lock or a statement. No request sets
    /// anything for its session, so nothing is reset from one to the next: that would cost as much as a short query.
    /// </summary>
    public string ForRequests =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = Joined(
                "-c lock_timeout=5s -c statement_timeout=15s -c idle_in_transaction_session_timeout=60s"
            ),
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    /// <summary>Few connections that only ever read.</summary>
    public NpgsqlDataSource Lookups() =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ForRequests)
            {
                MaxPoolSize = LookupConnections,
                ApplicationName = "vestibule lookup",
            }
        );

    /// <summary>Outside the pool, so that busy requests cannot keep the writer waiting for a connection.</summary>
    public async Task<NpgsqlConnection> Open()
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // Which statement of a batch failed says whose deed failed.
            IncludeFailedBatchedCommand = true,
            ApplicationName = "vestibule writer",
        };
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync();
            await using var limits = new NpgsqlCommand(Limits, connection);
            await limits.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Throws when the server would answer before a commit is durable; warns when it could not see bit rot.</summary>
    public static async Task Check(DbContext db, ILogger log, CancellationToken cancelled)
    {
        foreach (var name in (string[])["fsync", "synchronous_commit", "full_page_writes"])
            if (await Ask(db, name, cancelled) is var found and not "on")
                throw new InvalidOperationException($"PostgreSQL keeps {name} at {found}, not on.");
        if (await Ask(db, "data_checksums", cancelled) != "on")
            log.LogWarning(
                "PostgreSQL runs without data_checksums: damage on its disk goes unseen."
            );
    }

    /// <summary>Whether there is a list of migrations. EF would ask for its rows and log an error where there is none.</summary>
    public static async Task<bool> HasHistory(DbContext db, CancellationToken cancelled) =>
        (
            await db
                .Database.SqlQuery<bool>(
                    $"""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """
                )
                .ToListAsync(cancelled)
        )[0];

    /// <summary>
    /// Instances starting at once change the schema one after the other: the lock lasts until the connection goes. It
    /// is one of its own because the pool would keep the lock with the connection, and it takes the time it takes.
    /// </summary>
    public async Task<NpgsqlConnection> Queue(CancellationToken cancelled)
    {
        var connection = await Open();
        try
        {
            await using var wait = new NpgsqlCommand(
                $"{Unlimited}; SELECT pg_advisory_lock({SchemaLock})",
                connection
            );
            wait.CommandTimeout = 0;
            await wait.ExecuteNonQueryAsync(cancelled);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The model on the connection whose turn it is to change the schema.</summary>
    public static PostgresDb On(NpgsqlConnection turn, ILoggerFactory logs)
    {
        var db = new PostgresDb(
            new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(turn).UseLoggerFactory(logs).Options
        );
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        return db;
    }

    private static async Task<string> Ask(DbContext db, string name, CancellationToken cancelled)
    {
        var found = await db
            .Database.SqlQuery<string>($"""SELECT current_setting({name}) AS "Value" """)
            .ToListAsync(cancelled);
        return found[0];
    }

    private string Joined(string ours) =>
        $"{new NpgsqlConnectionStringBuilder(connectionString).Options} {ours}".Trim();
}
