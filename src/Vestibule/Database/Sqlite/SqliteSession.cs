using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database.Sqlite;

/// <summary>One open connection whose commands are prepared once; afterwards only values change.</summary>
internal sealed class SqliteSession(SqliteConnection connection, Statements statements)
    : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    public void Run(string sql) => Prepared(sql, 0).ExecuteNonQuery();

    /// <summary>False when a row that had to be there was not.</summary>
    public bool Change(Step step)
    {
        var statement = statements.Of(step);
        var command = Prepared(
            statement.Sql,
            made => statement.Places.Select((p, i) => p.Parameter(made, $"${i + 1}"))
        );
        for (var i = 0; i < statement.Places.Count; i++)
            command.Parameters[i].Value = statement.Value(i, step);
        if (statement.Generated is null)
            return command.ExecuteNonQuery() > 0 || !statement.MustHit;
        statement.Number(Statement.RowOf(step), (long)command.ExecuteScalar()!);
        return true;
    }

    /// <summary>The end of a location's chain; made when it is the chain's first line.</summary>
    public JournalHead Head(long business)
    {
        var command = Prepared(
            """SELECT "Sequence", "Hash" FROM "JournalHeads" WHERE "BusinessId" = $1""",
            1
        );
        command.Parameters[0].Value = business;
        using (var reader = command.ExecuteReader())
            if (reader.Read())
                return new()
                {
                    BusinessId = business,
                    Sequence = reader.GetInt64(0),
                    Hash = (byte[])reader[1],
                };
        var head = new JournalHead { BusinessId = business };
        Change(new Step.Insert(head));
        return head;
    }

    /// <summary>Whether the row a foreign key points at is there; one that points nowhere counts as there.</summary>
    public bool HasParent(IForeignKey pointing, object row)
    {
        var values = pointing.Properties.Select(p => new Place(p).ValueIn(row)).ToList();
        if (values.Contains(DBNull.Value))
            return true;
        var keys = pointing.PrincipalKey.Properties.Select(
            (p, i) => $"{Statements.Name(p)} = ${i + 1}"
        );
        var table = Statements.Table(pointing.PrincipalEntityType);
        var command = Prepared(
            $"SELECT 1 FROM {table} WHERE {string.Join(" AND ", keys)}",
            values.Count
        );
        for (var i = 0; i < values.Count; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteScalar() is not null;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        // Closing rolls back what was not committed.
        connection.Dispose();
    }

    private SqliteCommand Prepared(string sql, int parameters) =>
        Prepared(
            sql,
            _ =>
                Enumerable
                    .Range(1, parameters)
                    .Select(i => new SqliteParameter($"${i}", DBNull.Value))
        );

    private SqliteCommand Prepared(string sql, Func<DbCommand, IEnumerable<DbParameter>> parameters)
    {
        if (prepared.TryGetValue(sql, out var command))
            return command;
        command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters(command).ToArray());
        command.Prepare();
        return prepared[sql] = command;
    }
}
