using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Vestibule.Database.Sqlite;

/// <summary>One SQLite file: how each connection to it is set, and the lock that keeps a second process away.</summary>
internal sealed class SqliteFile : IDbConnectionInterceptor, IDisposable
{
    // Older ones can lose committed writes when a WAL checkpoint and a reset meet.
    private static readonly Version Oldest = new(3, 51, 3);

    private static readonly (string Name, string Set, string Expect)[] Settings =
    [
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
        ("busy_timeout", "5000", "5000"),
        ("secure_delete", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("mmap_size", "0", "0"),
    ];

    // The journal mode is kept in the file; the rest belongs to a connection.
    private static readonly string SetAll = string.Join(
        ' ',
        Settings.Skip(1).Select(s => $"PRAGMA {s.Name} = {s.Set};")
    );

    private FileStream? held;

    public SqliteFile(string connectionString)
    {
        var asked = new SqliteConnectionStringBuilder(connectionString);
        if (asked.DataSource is "" or ":memory:" || asked.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException("The database must be a file.", nameof(connectionString));
        Path = System.IO.Path.GetFullPath(asked.DataSource);
        asked.DataSource = Path;
        asked.DefaultTimeout = 5;
        ConnectionString = asked.ConnectionString;
    }

    public string Path { get; }

    public string ConnectionString { get; }

    /// <summary>A connection apart from the requests' pool.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString
        );
        connection.Open();
        Set(connection);
        return connection;
    }

    /// <summary>Takes the file for this process until disposed; an <see cref="InvalidOperationException"/> when another has it.</summary>
    public void Hold()
    {
        if (held is not null)
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        try
        {
            held = new FileStream(
                Path + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException(
                $"Another process works on {Path}: its lock file is held.",
                taken
            );
        }
    }

    /// <summary>Puts the file into its journal mode and reads every setting back; exceptions say which one does not hold.</summary>
    public void Check()
    {
        using var connection = Open();
        if (Version.Parse(connection.ServerVersion) < Oldest)
            throw new InvalidOperationException(
                $"SQLite {connection.ServerVersion} is older than {Oldest}."
            );
        Ask(connection, $"PRAGMA journal_mode = {Settings[0].Set}");
        foreach (var (name, _, expect) in Settings)
            if (Ask(connection, $"PRAGMA {name}") is var found && found != expect)
                throw new InvalidOperationException(
                    $"SQLite keeps {name} at {found}, not {expect}."
                );
    }

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Set((SqliteConnection)connection);

    public Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    public void Dispose() => held?.Dispose();

    private static void Set(SqliteConnection connection)
    {
        // SQLite folds ASCII only; searching without case has to work for every name. A connection object makes its
        // functions again whenever it is opened.
        if (FirstTime(connection))
            connection.CreateFunction(
                "lower",
                (string? text) => text?.ToLowerInvariant(),
                isDeterministic: true
            );
        // The pool hands the same handle out again and again, and settings stay with the handle.
        if (!FirstTime(connection.Handle!))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = SetAll;
        command.ExecuteNonQuery();
    }

    private static bool FirstTime(object seen) => AlreadySet.TryAdd(seen, seen);

    private static readonly ConditionalWeakTable<object, object> AlreadySet = [];

    private static string? Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar()?.ToString();
    }
}
