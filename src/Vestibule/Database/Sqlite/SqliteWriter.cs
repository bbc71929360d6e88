using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database.Sqlite;

/// <summary>The writer on SQLite: one open connection, commands prepared once, failures rolled back to their savepoint.</summary>
internal sealed class SqliteWriter(
    SqliteFile file,
    SqliteGate gate,
    Statements statements,
    Chain chain
) : IEngine
{
    // https://www.sqlite.org/rescode.html, extended codes of SQLITE_CONSTRAINT.
    private const int ForeignKey = 787;
    private const int PrimaryKey = 1555;
    private const int Restrict = 1811;
    private const int Unique = 2067;

    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private SqliteConnection? connection;

    public ValueTask<IDisposable?> Turn(TimeSpan within) => gate.Turn(within);

    public ValueTask Commit(IReadOnlyList<Waiter> callers)
    {
        try
        {
            if (!Begin())
            {
                foreach (var caller in callers)
                    caller.Answer = new Written.Busy();
                return ValueTask.CompletedTask;
            }
            var heads = new Heads(chain);
            foreach (var caller in callers)
                Attempt(caller, heads);
            foreach (var head in heads.Moved)
                if (!Change(new Step.Update(head)))
                    throw new InvalidOperationException("A journal head has gone.");
            End(callers);
        }
        catch
        {
            // The connection may be in any state; closing it rolls back, and the next batch starts afresh.
            Drop();
            throw;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    /// <summary>False when a program outside this process holds the file for too long.</summary>
    private bool Begin()
    {
        connection ??= file.Open();
        try
        {
            Run("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    private void Attempt(Waiter caller, Heads heads)
    {
        var deed = caller.Deed;
        var before = deed.Lines.Count > 0 ? heads[deed.Chain] = Head(heads, deed.Chain) : null;
        Run("SAVEPOINT deed");
        Step? at = null;
        try
        {
            foreach (var step in deed.Steps)
                if (!Change(at = step))
                {
                    caller.Answer = new Written.Lost();
                    break;
                }
            if (caller.Stands)
                foreach (var line in heads.Append(deed))
                    Change(at = new Step.Insert(line));
        }
        catch (SqliteException refused) when (OnlyThisDeed(refused))
        {
            caller.Answer = at is null ? null : Why(refused, at);
            caller.Broken = caller.Answer is null ? refused : null;
        }
        catch (Exception bug) when (bug is not SqliteException)
        {
            caller.Broken = bug;
        }
        if (!caller.Stands)
        {
            Run("ROLLBACK TO deed");
            if (before is not null)
                heads[deed.Chain] = before;
        }
        Run("RELEASE deed");
        caller.Answer ??= caller.Broken is null ? new Written.Done() : null;
    }

    /// <summary>From here on an error leaves open whether the transaction is there: the file decides at the next start.</summary>
    private void End(IReadOnlyList<Waiter> callers)
    {
        try
        {
            Run("COMMIT");
        }
        catch (SqliteException)
        {
            Drop();
            foreach (var caller in callers.Where(c => c.Answer is Written.Done))
                caller.Answer = new Written.Unknown();
        }
    }

    private bool Change(Step step)
    {
        var statement = statements.Of(step);
        var command = Prepared(statement);
        for (var i = 0; i < statement.Places.Count; i++)
            command.Parameters[i].Value = statement.Value(i, step);
        if (statement.Generated is null)
            return command.ExecuteNonQuery() > 0 || !statement.MustHit;
        statement.Number(Statement.RowOf(step), (long)command.ExecuteScalar()!);
        return true;
    }

    private JournalHead Head(Heads heads, long business)
    {
        if (heads.Knows(business))
            return heads[business];
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

    private static bool OnlyThisDeed(SqliteException refused) =>
        refused.SqliteErrorCode
            is SQLitePCL.raw.SQLITE_CONSTRAINT
                or SQLitePCL.raw.SQLITE_MISMATCH
                or SQLitePCL.raw.SQLITE_TOOBIG
                or SQLitePCL.raw.SQLITE_ERROR;

    private Written? Why(SqliteException refused, Step step) =>
        refused.SqliteExtendedErrorCode switch
        {
            Unique or PrimaryKey => new Written.Duplicate(
                Constraints.Members(
                    statements.Of(step).Entity,
                    refused.Message.Split("failed: ")[^1].TrimEnd('\'', '.')
                )
            ),
            ForeignKey or Restrict when step is Step.Delete or Step.DeleteWhere =>
                new Written.InUse(),
            ForeignKey => Absent(statements.Of(step).Entity, Statement.RowOf(step)) is { } member
                ? new Written.Missing(member)
                : null,
            _ => null,
        };

    /// <summary>SQLite does not say which foreign key failed: ask for each parent.</summary>
    private string? Absent(IEntityType entity, object row)
    {
        foreach (var pointing in entity.GetForeignKeys())
        {
            var values = pointing.Properties.Select(p => new Place(p).ValueIn(row)).ToList();
            if (values.Contains(DBNull.Value))
                continue;
            var parent = string.Join(
                " AND ",
                pointing.PrincipalKey.Properties.Select(
                    (p, i) => $"{Statements.Name(p)} = ${i + 1}"
                )
            );
            var command = Prepared(
                $"SELECT 1 FROM {Statements.Table(pointing.PrincipalEntityType)} WHERE {parent}",
                values.Count
            );
            for (var i = 0; i < values.Count; i++)
                command.Parameters[i].Value = values[i];
            if (command.ExecuteScalar() is null)
                return string.Join(',', pointing.Properties.Select(p => p.Name));
        }
        return null;
    }

    private void Run(string sql) => Prepared(sql, 0).ExecuteNonQuery();

    private SqliteCommand Prepared(Statement statement) =>
        Prepared(
            statement.Sql,
            command => statement.Places.Select((p, i) => p.Parameter(command, $"${i + 1}"))
        );

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
        command = connection!.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters(command).ToArray());
        command.Prepare();
        return prepared[sql] = command;
    }

    private void Drop()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
        connection?.Dispose();
        connection = null;
    }
}
