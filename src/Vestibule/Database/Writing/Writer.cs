using System.Collections.Concurrent;

namespace Vestibule.Database.Writing;

/// <summary>
/// Where hot writes go: callers' deeds are committed many at a time in one durable transaction, each under its own
/// savepoint, and every caller is answered after the commit that decided its deed. Never wait for it inside an EF
/// transaction: on SQLite that flow holds the turn the writer is waiting for.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    private readonly Lane[] lanes;

    internal Writer(IReadOnlyList<IEngine> engines, TimeProvider clock, TimeSpan patience) =>
        lanes = [.. engines.Select(e => new Lane(e, clock, patience))];

    /// <summary>
    /// All of the deed durably, or nothing of it. May be cancelled while it waits for its turn; once picked it is
    /// decided. A row that the model refuses, or a database that has gone, is an exception and nothing was written.
    /// </summary>
    public ValueTask<Written> Write(Deed deed, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        // One location, one lane: two connections would only queue at that location's head.
        return new(lanes[(int)((ulong)deed.Chain % (ulong)lanes.Length)].Join(deed, cancelled));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
            await lane.DisposeAsync();
    }

    /// <summary>One queue before one connection. The first waiting caller leads: alone, it pays for no hand-over.</summary>
    private sealed class Lane(IEngine engine, TimeProvider clock, TimeSpan patience)
        : IAsyncDisposable
    {
        // Beyond this little is gained and the last caller waits longer.
        private const int Most = 64;

        private readonly ConcurrentQueue<Waiter> queue = [];
        private int leading;

        public Task<Written> Join(Deed deed, CancellationToken cancelled)
        {
            var caller = new Waiter(deed, clock.GetTimestamp(), cancelled);
            queue.Enqueue(caller);
            if (Interlocked.Exchange(ref leading, 1) == 0)
                _ = Lead();
            return caller.Told;
        }

        private async Task Lead()
        {
            do
            {
                while (!queue.IsEmpty)
                {
                    using (var turn = await engine.Turn(Left()))
                    {
                        if (turn is null)
                            SendAway();
                        else
                            await Commit(Pick());
                    }
                    await Task.Yield();
                }
                Interlocked.Exchange(ref leading, 0);
                // Somebody may have joined between the last look and leaving.
            } while (!queue.IsEmpty && Interlocked.Exchange(ref leading, 1) == 0);
        }

        private List<Waiter> Pick()
        {
            var picked = new List<Waiter>();
            while (picked.Count < Most && queue.TryDequeue(out var caller))
            {
                if (caller.IsGone)
                    caller.Leave();
                else
                    picked.Add(caller);
            }
            return picked;
        }

        /// <summary>The patience of whoever has waited longest.</summary>
        private TimeSpan Left() =>
            queue.TryPeek(out var first) && Waited(first) is var waited && waited < patience
                ? patience - waited
                : TimeSpan.Zero;

        private TimeSpan Waited(Waiter caller) => clock.GetElapsedTime(caller.Since);

        private void SendAway()
        {
            while (queue.TryDequeue(out var first))
            {
                first.Answer = new Written.Busy();
                first.Tell();
                if (!queue.TryPeek(out var next) || Waited(next) < patience)
                    return;
            }
        }

        private async Task Commit(List<Waiter> callers)
        {
            if (callers.Count == 0)
                return;
            try
            {
                await engine.Commit(callers);
            }
            catch (Exception broken)
            {
                foreach (var caller in callers)
                    (caller.Answer, caller.Broken) = (null, broken);
            }
            foreach (var caller in callers)
                caller.Tell();
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
