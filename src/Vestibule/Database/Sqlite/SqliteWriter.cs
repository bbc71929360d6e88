using Microsoft.Data.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database.Sqlite;

/// <summary>The writer on SQLite: one connection kept open, failures rolled back to their savepoint.</summary>
internal sealed class SqliteWriter(
    SqliteFile file,
    SqliteGate gate,
    Statements statements,
    Chain chain,
    BatchWatch? watch = null
) : IEngine
{
    // https://www.sqlite.org/rescode.html, extended codes of SQLITE_CONSTRAINT.
    private const int ForeignKey = 787;
    private const int PrimaryKey = 1555;
    private const int Restrict = 1811;
    private const int Unique = 2067;

    private SqliteSession? session;

    public ValueTask<IDisposable?> Turn(TimeSpan within) => gate.Turn(within);

    public ValueTask Commit(IReadOnlyList<Waiter> callers)
    {
        try
        {
            session ??= new(file.Open(), statements);
            if (Begin(session))
                Write(session, callers);
            else
                foreach (var caller in callers)
                    caller.Answer = new Written.Busy();
        }
        catch
        {
            // The connection may be in any state; the next batch starts afresh.
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
    private static bool Begin(SqliteSession on)
    {
        try
        {
            on.Run("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    private void Write(SqliteSession on, IReadOnlyList<Waiter> callers)
    {
        watch?.Invoke(BatchPoint.Begun, callers);
        var heads = new Heads(chain);
        foreach (var caller in callers)
        {
            if (caller.Deed.Lines.Count > 0 && !heads.Knows(caller.Deed.Chain))
                heads[caller.Deed.Chain] = on.Head(caller.Deed.Chain);
            Attempt(on, caller, heads);
        }
        foreach (var head in heads.Moved)
            if (!on.Change(new Step.Update(head)))
                throw new InvalidOperationException("A journal head has gone.");
        watch?.Invoke(BatchPoint.Placed, callers);
        End(on, callers);
    }

    private void Attempt(SqliteSession on, Waiter caller, Heads heads)
    {
        var deed = caller.Deed;
        var before = deed.Lines.Count > 0 ? heads[deed.Chain] : null;
        Step? at = null;
        on.Run("SAVEPOINT deed");
        try
        {
            var hit = true;
            foreach (var step in deed.Steps)
                hit = hit && on.Change(at = step);
            if (hit)
                foreach (var line in heads.Append(deed))
                    on.Change(at = new Step.Insert(line));
            caller.Answer = hit ? new Written.Done() : new Written.Lost();
        }
        catch (SqliteException refused) when (OnlyThisDeed(refused))
        {
            caller.Answer = at is null ? null : Why(on, refused, at);
            caller.Broken = caller.Answer is null ? refused : null;
        }
        catch (Exception bug) when (bug is not SqliteException)
        {
            caller.Broken = bug;
        }
        if (caller.Answer is not Written.Done)
        {
            on.Run("ROLLBACK TO deed");
            if (before is not null)
                heads[deed.Chain] = before;
        }
        on.Run("RELEASE deed");
    }

    /// <summary>An error from here on leaves open whether the transaction is there: the file decides when it is next opened.</summary>
    private void End(SqliteSession on, IReadOnlyList<Waiter> callers)
    {
        try
        {
            on.Run("COMMIT");
        }
        catch (SqliteException)
        {
            Drop();
            foreach (var caller in callers.Where(c => c.Answer is Written.Done))
                caller.Answer = new Written.Unknown();
            return;
        }
        watch?.Invoke(BatchPoint.Committed, callers);
    }

    private static bool OnlyThisDeed(SqliteException refused) =>
        refused.SqliteErrorCode
            is SQLitePCL.raw.SQLITE_CONSTRAINT
                or SQLitePCL.raw.SQLITE_MISMATCH
                or SQLitePCL.raw.SQLITE_TOOBIG
                or SQLitePCL.raw.SQLITE_ERROR;

    private Written? Why(SqliteSession on, SqliteException refused, Step step)
    {
        var entity = statements.Of(step).Entity;
        switch (refused.SqliteExtendedErrorCode)
        {
            case Unique or PrimaryKey when step is Step.Insert(KeyedRequest):
                return new Written.Repeated();
            case Unique or PrimaryKey:
                var columns = refused.Message.Split("failed: ")[^1].TrimEnd('\'', '.');
                return new Written.Duplicate(Constraints.Members(entity, columns));
            case ForeignKey or Restrict when step is Step.Delete or Step.DeleteWhere:
                return new Written.InUse();
            case ForeignKey:
                // SQLite does not say which foreign key failed: ask for each parent.
                var above = (step as Step.InsertUnder)?.Property;
                var absent = entity
                    .GetForeignKeys()
                    .Where(f => f.Properties.All(p => p.Name != above))
                    .FirstOrDefault(f => !on.HasParent(f, Statement.RowOf(step)));
                return absent is null
                    ? null
                    : new Written.Missing(Constraints.Joined(absent.Properties));
            default:
                return null;
        }
    }

    private void Drop()
    {
        session?.Dispose();
        session = null;
    }
}
