using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Vestibule.Vault;

/// <summary>Where the coworker keys lie: apart from the main database, so that they are backed up apart and kept briefly.</summary>
/// <param name="Folder">Holds <c>coworkers.db</c>; made when missing. Unused when <paramref name="Postgres"/> is given.</param>
/// <param name="Postgres">Connection string of a PostgreSQL database of their own.</param>
/// <param name="CacheSize">Unwrapped keys held at once.</param>
/// <param name="CacheAge">How long this instance may go on using a key another instance has shredded; null is a minute.</param>
public sealed record CoworkerKeyOptions(
    string Folder,
    string? Postgres = null,
    int CacheSize = 4096,
    TimeSpan? CacheAge = null
)
{
    /// <summary>Name of the database file in <paramref name="Folder"/>.</summary>
    public const string FileName = "coworkers.db";
}

/// <summary>Connections to the coworker keys' own database, opened ready and with its table made once.</summary>
internal sealed class CoworkerKeyDatabase(CoworkerKeyOptions options, DurableFs fs) : IDisposable
{
    private const string Columns =
        "Coworker TEXT PRIMARY KEY, Business TEXT NULL, Wrapped {0} NULL, CreatedOn BIGINT NOT NULL, ShreddedOn BIGINT NULL";

    private readonly SemaphoreSlim preparing = new(1, 1);
    private volatile bool ready;

    private string Path => System.IO.Path.Combine(options.Folder, CoworkerKeyOptions.FileName);

    public async Task<DbConnection> OpenAsync(CancellationToken cancelled)
    {
        if (!ready)
            await PrepareAsync(cancelled);
        return await ConnectAsync(cancelled);
    }

    /// <summary>Whether there is one already. Makes none.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancelled)
    {
        if (options.Postgres is null)
            return File.Exists(Path);
        await using var connection = await ConnectAsync(cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT to_regclass('CoworkerKeys') IS NOT NULL";
        return await command.ExecuteScalarAsync(cancelled) is true;
    }

    /// <summary>After a key was taken out of its row: takes it out of the write-ahead log as well.</summary>
    public async Task ForgetAsync(DbConnection connection, CancellationToken cancelled)
    {
        await using var command = connection.CreateCommand();
        if (options.Postgres is not null)
        {
            command.CommandText = "VACUUM CoworkerKeys";
            await command.ExecuteNonQueryAsync(cancelled);
            return;
        }
        // The log still holds the page as it was before; it is emptied only when no reader is in its way.
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        if (
            Convert.ToInt64(
                await command.ExecuteScalarAsync(cancelled),
                CultureInfo.InvariantCulture
            ) != 0
        )
            throw new DurabilityException(FsCall.Sync, 16);
    }

    public void Dispose() => preparing.Dispose();

    private async Task PrepareAsync(CancellationToken cancelled)
    {
        await preparing.WaitAsync(cancelled);
        try
        {
            if (ready)
                return;
            if (options.Postgres is null)
                fs.EnsureDirectory(options.Folder);
            await using var connection = await ConnectAsync(cancelled);
            await using var command = connection.CreateCommand();
            command.CommandText = options.Postgres is null
                ? $"PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS CoworkerKeys ({Typed("BLOB")}) WITHOUT ROWID"
                // PostgreSQL answers two simultaneous "if not exists" with an error, hence the lock.
                : $"BEGIN; SELECT pg_advisory_xact_lock(7377001); CREATE TABLE IF NOT EXISTS CoworkerKeys ({Typed("BYTEA")}); COMMIT";
            await command.ExecuteNonQueryAsync(cancelled);
            if (options.Postgres is null)
                Protect();
            ready = true;
        }
        finally
        {
            preparing.Release();
        }
    }

    private void Protect()
    {
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        fs.SyncDirectory(options.Folder);
    }

    private async Task<DbConnection> ConnectAsync(CancellationToken cancelled)
    {
        DbConnection connection = options.Postgres is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = Path }.ToString()
            );
        try
        {
            await connection.OpenAsync(cancelled);
            await using var command = connection.CreateCommand();
            command.CommandText = options.Postgres is null
                ? "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF"
                : "SET synchronous_commit = on";
            await command.ExecuteNonQueryAsync(cancelled);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static string Typed(string bytes) =>
        string.Format(CultureInfo.InvariantCulture, Columns, bytes);
}
