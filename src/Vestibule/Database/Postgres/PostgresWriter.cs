using System.Data;
using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Database.Postgres;

/// <summary>
/// The writer on PostgreSQL. Two trips a batch: begin, lock the heads, every deed under its savepoint; then the
/// journal lines, the heads, commit. A deed that fails costs one trip more and nobody else's work.
/// </summary>
internal sealed class PostgresWriter(PostgresServer server, Statements statements, Chain chain)
    : IEngine
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
                await Abort();
                foreach (var caller in callers)
                    (caller.Answer, caller.Broken) = (new Written.Busy(), null);
                return;
            }
            catch (Exception failed) when (attempt < Attempts && MayPass(failed))
            {
                await Abort();
            }
            catch when (callers.Count > 1)
            {
                // Somebody's deed breaks more than itself: alone each shows what it is worth.
                await Abort();
                await OneByOne(callers);
                return;
            }
            catch
            {
                await Abort();
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
        Lock(
            trip,
            heads,
            [
                .. callers
                    .Where(c => c.Deed.Lines.Count > 0)
                    .Select(c => c.Deed.Chain)
                    .Distinct()
                    .Order(),
            ]
        );
        foreach (var caller in callers)
            trip.Add(caller);
        for (Trip? next = trip; next is not null; )
            next = await next.Go();
        var last = new Trip(connection!, statements);
        var decisive = (JournalEntry?)null;
        foreach (var caller in callers.Where(c => c.Stands))
        foreach (var line in heads.Append(caller.Deed))
            last.Add(new Step.Insert(decisive = line), (Waiter?)null);
        foreach (var head in heads.Moved)
            last.Add(new Step.Update(head), (Waiter?)null);
        last.Say("COMMIT");
        await End(callers, last, decisive);
    }

    /// <summary>In order, or two batches lock the same heads crosswise. Missing heads are made first, in order too.</summary>
    private void Lock(Trip trip, Heads heads, long[] chains)
    {
        if (chains.Length == 0)
            return;
        var missing = chains.Where(c => !known.Contains(c)).ToArray();
        if (missing.Length > 0)
            trip.Say(
                """INSERT INTO "JournalHeads" ("BusinessId", "Sequence", "Hash") SELECT id, 0, $2 FROM unnest($1) AS id ON CONFLICT DO NOTHING""",
                new() { Value = missing },
                new() { Value = new byte[32] }
            );
        trip.Ask(
            """SELECT "BusinessId", "Sequence", "Hash" FROM "JournalHeads" WHERE "BusinessId" = ANY($1) ORDER BY "BusinessId" FOR UPDATE""",
            reader =>
            {
                var head = new JournalHead
                {
                    BusinessId = reader.GetInt64(0),
                    Sequence = reader.GetInt64(1),
                    Hash = reader.GetFieldValue<byte[]>(2),
                };
                heads[head.BusinessId] = head;
            },
            new NpgsqlParameter
            {
                Value = chains,
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            }
        );
    }

    private async Task End(IReadOnlyList<Waiter> callers, Trip last, JournalEntry? decisive)
    {
        Written outcome = new Written.Done();
        try
        {
            await last.Go();
        }
        catch (Exception lost) when (connection!.State != ConnectionState.Open)
        {
            await Drop();
            if (await WasCommitted(decisive) is not { } there)
                outcome = new Written.Unknown();
            else if (!there)
                throw new CommitLostException(lost);
        }
        foreach (var caller in callers.Where(c => c.Stands))
            caller.Answer = outcome;
        foreach (var caller in callers.Where(c => c.Deed.Lines.Count > 0))
            known.Add(caller.Deed.Chain);
    }

    /// <summary>
    /// Asked of the journal on a new connection: one line decides for its whole batch. Locking the line's head first
    /// waits until the old transaction has ended, whichever way. Null when there is no line or no database.
    /// </summary>
    private async Task<bool?> WasCommitted(JournalEntry? line)
    {
        for (var attempt = 1; line is not null && attempt <= Attempts; attempt++)
            try
            {
                connection ??= await server.Open();
                var found = false;
                var trip = new Trip(connection, statements);
                trip.Ask(
                    """SELECT 1 FROM "JournalHeads" WHERE "BusinessId" = $1 FOR UPDATE""",
                    _ => { },
                    new NpgsqlParameter { Value = line.BusinessId }
                );
                trip.Ask(
                    """SELECT "Hash" FROM "JournalEntries" WHERE "BusinessId" = $1 AND "Sequence" = $2""",
                    reader =>
                        found = reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(line.Hash),
                    new NpgsqlParameter { Value = line.BusinessId },
                    new NpgsqlParameter { Value = line.Sequence }
                );
                await trip.Go();
                return found;
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

    private async Task Abort()
    {
        known.Clear();
        try
        {
            if (connection?.State == ConnectionState.Open)
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync();
                return;
            }
        }
        catch (NpgsqlException)
        {
            // The connection is of no use any more; the server rolls back when it has gone.
        }
        await Drop();
    }

    private async Task Drop()
    {
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
