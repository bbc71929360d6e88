using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Vestibule.Database.Sqlite;

/// <summary>No turn to write within the deadline. Nothing was written; the caller may try again.</summary>
public sealed class DatabaseBusyException()
    : Exception("The database gave no turn to write in time.");

/// <summary>
/// One writer at a time in this process, in the order of asking. SQLite itself has no queue: whoever finds it busy
/// polls, and next to a busy writer EF's saves would starve. Taken before a transaction or a lone command that
/// writes; given back when the connection closes, because a transaction may be dropped without commit or rollback.
/// </summary>
public sealed class SqliteGate(TimeSpan deadline)
    : IDbTransactionInterceptor,
        IDbCommandInterceptor,
        IDbConnectionInterceptor
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConcurrentDictionary<DbConnection, bool> inside = [];

    /// <summary>For the writer: the turn until disposed, or null when it did not come in time.</summary>
    internal async ValueTask<IDisposable?> Turn(TimeSpan within) =>
        await turn.WaitAsync(within) ? new Taken(turn) : null;

    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result
    )
    {
        Take(connection);
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        await TakeAsync(connection, cancellationToken);
        return result;
    }

    public InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    )
    {
        Take(command.Connection!);
        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        await TakeAsync(command.Connection!, cancellationToken);
        return result;
    }

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) =>
        GiveBack(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        GiveBack(connection);
        return Task.CompletedTask;
    }

    private void Take(DbConnection connection)
    {
        if (inside.ContainsKey(connection))
            return;
        if (!turn.Wait(deadline))
            throw new DatabaseBusyException();
        inside[connection] = true;
    }

    private async ValueTask TakeAsync(DbConnection connection, CancellationToken cancelled)
    {
        if (inside.ContainsKey(connection))
            return;
        if (!await turn.WaitAsync(deadline, cancelled))
            throw new DatabaseBusyException();
        inside[connection] = true;
    }

    private void GiveBack(DbConnection connection)
    {
        if (inside.TryRemove(connection, out _))
            turn.Release();
    }

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
