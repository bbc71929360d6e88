using System.Data;
using System.Net.Sockets;
using Npgsql;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database.Postgres;

/// <summary>
/// The writer on PostgreSQL. Two trips a batch: begin, lock the heads, every deed under its savepoint; then the
/// journal lines, the heads, commit. A deed that fails costs one trip more and nobody else's work.
/// </summary>
internal sealed class PostgresWriter(
    PostgresServer server,
    Statements statements,
    Chain chain,
    BatchWatch? watch = null
) : IEngine
{
    private const int Attempts = 3;
    private readonly HashSet<long> known = [];
    private NpgsqlConnection? connection;

    /// <summary>The database itself lets in as many as it can.</summary>
    public ValueTask<IDisposable?> Turn(TimeSpan within) => new(new Free());

    public async ValueTask Commit(IReadOnlyList<Waiter> callers)
    {
        for (var attempt = 1; ; attempt++)
        {
            foreach (var caller in callers)
                (caller.Answer, caller.Broken) = (null, null);
            connection ??= await server.Open();
            try
            {
                await Try(callers);
                return;
            }
            catch (PostgresException turned)
                when (turned.SqlState is PostgresErrorCodes.LockNotAvailable)
            {
                await Drop();
                foreach (var caller in callers)
                    (caller.Answer, caller.Broken) = (new Written.Busy(), null);
                return;
            }
            catch (Exception failed) when (attempt < Attempts && MayPass(failed))
            {
                await Drop();
            }
            catch when (callers.Count > 1)
            {
                // Somebody's deed breaks more than itself: alone each shows what it is worth.
                await Drop();
                await OneByOne(callers);
                return;
            }
            catch
            {
                await Drop();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync() => await Drop();

    private async Task OneByOne(IReadOnlyList<Waiter> callers)
    {
        foreach (var caller in callers)
            try
            {
                await Commit([caller]);
            }
            catch (Exception broken)
            {
                (caller.Answer, caller.Broken) = (null, broken);
            }
    }

    private async Task Try(IReadOnlyList<Waiter> callers)
    {
        var heads = new Heads(chain);
        var trip = new Trip(connection!, statements);
        trip.Say("BEGIN");
        var chains = callers
            .Where(c => c.Deed.Lines.Count > 0)
            .Select(c => c.Deed.Chain)
            .Distinct();
        PostgresHeads.Lock(trip, [.. chains], known, head => heads[head.BusinessId] = head);
        foreach (var caller in callers)
            trip.Add(caller);
        for (Trip? next = trip; next is not null; )
            next = await next.Go();
        watch?.Invoke(BatchPoint.Begun, callers);
        var last = new Trip(connection!, statements);
        var decisive = (JournalEntry?)null;
        foreach (var caller in callers.Where(c => c.Stands))
        foreach (var line in heads.Append(caller.Deed))
            last.Add(new Step.Insert(decisive = line), (Waiter?)null);
        foreach (var head in heads.Moved)
            last.Add(new Step.Update(head), (Waiter?)null);
        last.Say("COMMIT");
        watch?.Invoke(BatchPoint.Placed, callers);
        await End(callers, last, decisive);
    }

    private async Task End(IReadOnlyList<Waiter> callers, Trip last, JournalEntry? decisive)
    {
        Written outcome = new Written.Done();
        try
        {
            await last.Go();
        }
        catch (Exception lost)
            when (lost is not PostgresException || connection!.State != ConnectionState.Open)
        {
            await Drop();
            if (await WasCommitted(decisive) is not { } there)
                outcome = new Written.Unknown();
            else if (!there)
                throw new CommitLostException(lost);
        }
        if (outcome is Written.Done)
            watch?.Invoke(BatchPoint.Committed, callers);
        foreach (var caller in callers.Where(c => c.Stands))
            caller.Answer = outcome;
        foreach (var caller in callers.Where(c => c.Deed.Lines.Count > 0))
            known.Add(caller.Deed.Chain);
    }

    /// <summary>Null when no line can tell, or the database stays away.</summary>
    private async Task<bool?> WasCommitted(JournalEntry? line)
    {
        for (var attempt = 1; line is not null && attempt <= Attempts; attempt++)
            try
            {
                connection ??= await server.Open();
                return await PostgresHeads.Holds(new Trip(connection, statements), line);
            }
            catch (Exception away)
                when (away is NpgsqlException or SocketException or TimeoutException)
            {
                await Drop();
                await Task.Delay(TimeSpan.FromMilliseconds(500 * attempt));
            }
        return null;
    }

    private bool MayPass(Exception failed) =>
        failed
            is CommitLostException
                or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }
        || (failed is NpgsqlException && connection?.State != ConnectionState.Open);

    /// <summary>
    /// After anything unexpected: the server rolls back what is open, and a driver that failed halfway through sending
    /// would take statements for prepared that never arrived.
    /// </summary>
    private async Task Drop()
    {
        known.Clear();
        if (connection is not null)
            await connection.DisposeAsync();
        connection = null;
    }

    private sealed class Free : IDisposable
    {
        public void Dispose() { }
    }

    private sealed class CommitLostException(Exception inner)
        : Exception("The connection died before the commit; nothing was written.", inner);
}
