using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Vestibule.Database.Reading;

namespace Vestibule.Database.Sqlite;

/// <summary>Looking up on SQLite: as many open connections as threads look at once, each with its commands.</summary>
internal sealed class SqliteLookup(SqliteFile file, Selections selections) : Lookup
{
    private readonly ConcurrentBag<Session> free = [];

    public override ValueTask<IReadOnlyList<IReadOnlyList<object>>> Find(
        IReadOnlyList<Sought> sought,
        CancellationToken cancelled
    )
    {
        var session = free.TryTake(out var one) ? one : new Session(file.Open(), selections);
        try
        {
            var found = new List<IReadOnlyList<object>>(sought.Count);
            foreach (var question in sought)
                found.Add(session.Find(question));
            free.Add(session);
            return new(found);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override ValueTask DisposeAsync()
    {
        while (free.TryTake(out var session))
            session.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Session(SqliteConnection connection, Selections selections) : IDisposable
    {
        private readonly Dictionary<string, SqliteCommand> prepared = [];

        public List<object> Find(Sought sought)
        {
            var selection = selections.Of(sought);
            var command = Prepared(selection);
            command.Parameters[0].Value = selection.Place.Kept(sought.Value);
            using var reader = command.ExecuteReader();
            var rows = new List<object>();
            while (reader.Read())
                rows.Add(selection.Row(reader));
            return rows;
        }

        public void Dispose()
        {
            foreach (var command in prepared.Values)
                command.Dispose();
            connection.Dispose();
        }

        private SqliteCommand Prepared(Selection selection)
        {
            if (prepared.TryGetValue(selection.Sql, out var command))
                return command;
            command = connection.CreateCommand();
            command.CommandText = selection.Sql;
            command.Parameters.Add(selection.Place.Parameter(command, "$1"));
            command.Prepare();
            return prepared[selection.Sql] = command;
        }
    }
}
