using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Bench;

/// <summary>The same rows without anything around them.</summary>
internal abstract class BareStore : IAsyncDisposable
{
    public const string Audit =
        "INSERT INTO \"BareAudit\" (\"At\", \"Actor\", \"Entity\", \"EntityKey\", \"NewValue\") VALUES ($1, $2, $3, $4, $5)";

    public abstract Task<long> Create(IdentityCheck check, string said);

    public abstract Task One(long id, Utf8JsonWriter json);

    /// <summary>Writes the records of the page and returns the total.</summary>
    public abstract Task<long> Page(long business, int status, Utf8JsonWriter json);

    public abstract ValueTask DisposeAsync();

    protected static object[] AuditOf(IdentityCheck check, string said) =>
        [
            check.CreatedOn.UtcTicks,
            "bench",
            "CoworkerIdentityCheck",
            check.UniqueId.ToString(),
            said,
        ];
}

/// <summary>One transaction a request under a lock, every command prepared; readers have connections of their own.</summary>
internal sealed class BareSqlite(string database, Statements statements) : BareStore
{
    private readonly SqliteFile file = new(database);
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentBag<Reading> readers = [];
    private Writing? writing;

    public override async Task<long> Create(IdentityCheck check, string said)
    {
        await turn.WaitAsync();
        try
        {
            writing ??= new Writing(file.Open(), statements);
            return writing.Run(check, AuditOf(check, said));
        }
        finally
        {
            turn.Release();
        }
    }

    public override Task One(long id, Utf8JsonWriter json)
    {
        var reading = Take();
        using (var row = reading.One.Ask(id))
        {
            row.Read();
            CheckText.Write(json, row);
        }

        readers.Add(reading);
        return Task.CompletedTask;
    }

    public override Task<long> Page(long business, int status, Utf8JsonWriter json)
    {
        var reading = Take();
        using (var rows = reading.Page.Ask(business, status))
        {
            while (rows.Read())
            {
                CheckText.Write(json, rows);
            }
        }

        long total;
        using (var count = reading.Total.Ask(business, status))
        {
            count.Read();
            total = count.GetInt64(0);
        }

        readers.Add(reading);
        return Task.FromResult(total);
    }

    public override ValueTask DisposeAsync()
    {
        writing?.Connection.Dispose();
        foreach (var reading in readers)
        {
            reading.Connection.Dispose();
        }

        turn.Dispose();
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private Reading Take() => readers.TryTake(out var free) ? free : new Reading(file.Open());

    private sealed class Reading(SqliteConnection connection)
    {
        public SqliteConnection Connection => connection;
        public Prepared One { get; } = new(connection, CheckText.One, 1);
        public Prepared Page { get; } = new(connection, CheckText.Page, 2);
        public Prepared Total { get; } = new(connection, CheckText.Total, 2);
    }

    private sealed class Writing(SqliteConnection connection, Statements statements)
    {
        private readonly Prepared begin = new(connection, "BEGIN IMMEDIATE", 0);
        private readonly Prepared commit = new(connection, "COMMIT", 0);
        private readonly Prepared audit = new(connection, Audit, 5);
        private readonly SqliteInsert insert = new(connection, statements);

        public SqliteConnection Connection => connection;

        public long Run(IdentityCheck check, object[] line)
        {
            begin.Run();
            var id = insert.Run(check);
            audit.Run(line);
            commit.Run();
            return id;
        }
    }

    private sealed class Prepared
    {
        private readonly SqliteCommand command;

        public Prepared(SqliteConnection connection, string sql, int parameters)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= parameters; i++)
            {
                command.Parameters.Add(new SqliteParameter($"${i}", DBNull.Value));
            }

            command.Prepare();
        }

        public SqliteDataReader Ask(params ReadOnlySpan<object> values)
        {
            Set(values);
            return command.ExecuteReader();
        }

        public void Run(params ReadOnlySpan<object> values)
        {
            Set(values);
            command.ExecuteNonQuery();
        }

        private void Set(ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }
        }
    }
}

/// <summary>One pipelined batch a request from a pool of sixteen, prepared by the driver.</summary>
internal sealed class BarePostgres(string database, Statements statements) : BareStore
{
    private readonly NpgsqlDataSource pool = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database)
        {
            MaxPoolSize = 16,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
        }.ConnectionString
    );

    public override async Task<long> Create(IdentityCheck check, string said)
    {
        await using var batch = pool.CreateBatch();
        batch.BatchCommands.Add(PostgresInsert.Of(statements, check));
        batch.BatchCommands.Add(Command(Audit, AuditOf(check, said)));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        var id = reader.GetInt64(0);
        // What fails later in the batch shows only when the reader comes to its end.
        await reader.NextResultAsync();
        return id;
    }

    public override async Task One(long id, Utf8JsonWriter json)
    {
        await using var batch = pool.CreateBatch();
        batch.BatchCommands.Add(Command(CheckText.One, id));
        await using var row = await batch.ExecuteReaderAsync();
        await row.ReadAsync();
        CheckText.Write(json, row);
    }

    public override async Task<long> Page(long business, int status, Utf8JsonWriter json)
    {
        await using var batch = pool.CreateBatch();
        batch.BatchCommands.Add(Command(CheckText.Page, business, status));
        batch.BatchCommands.Add(Command(CheckText.Total, business, status));
        await using DbDataReader rows = await batch.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            CheckText.Write(json, rows);
        }

        await rows.NextResultAsync();
        await rows.ReadAsync();
        return rows.GetInt64(0);
    }

    public override ValueTask DisposeAsync() => pool.DisposeAsync();

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
