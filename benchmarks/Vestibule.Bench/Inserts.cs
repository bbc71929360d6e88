using Microsoft.Data.Sqlite;
using Npgsql;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Bench;

/// <summary>Rows of one kind, the statement prepared once on one SQLite connection.</summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly SqliteCommand command;
    private readonly Statements statements;

    /// <param name="sample">Any row of the kind.</param>
    public SqliteInsert(SqliteConnection connection, Statements statements, object? sample = null)
    {
        this.statements = statements;
        command = connection.CreateCommand();
        var statement = statements.Of(new Step.Insert(sample ?? Blank));
        command.CommandText = statement.Sql;
        for (var i = 0; i < statement.Places.Count; i++)
        {
            command.Parameters.Add(statement.Places[i].Parameter(command, $"${i + 1}"));
        }

        command.Prepare();
    }

    private static IdentityCheck Blank { get; } =
        new()
        {
            BusinessId = 0,
            CoworkerId = 0,
            Name = "",
        };

    /// <summary>The number the database gave; 0 for a kind without one.</summary>
    public long Run(object row)
    {
        var step = new Step.Insert(row);
        var statement = statements.Of(step);
        for (var i = 0; i < statement.Places.Count; i++)
        {
            command.Parameters[i].Value = statement.Value(i, step);
        }

        return command.ExecuteScalar() as long? ?? 0;
    }

    public void Dispose() => command.Dispose();
}

/// <summary>The check's row as one command of a pipelined batch.</summary>
internal static class PostgresInsert
{
    private static readonly NpgsqlCommand Maker = new();

    public static NpgsqlBatchCommand Of(Statements statements, IdentityCheck row)
    {
        var step = new Step.Insert(row);
        var statement = statements.Of(step);
        var command = new NpgsqlBatchCommand(statement.Sql);
        for (var i = 0; i < statement.Places.Count; i++)
        {
            var parameter = (NpgsqlParameter)statement.Places[i].Parameter(Maker, "");
            parameter.Value = statement.Value(i, step);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
