using System.Collections.Concurrent;

namespace Vestibule.Wire;

/// <summary>Which keyed requests are being done in this process, so that a twin waits instead of doing the work as well.</summary>
public sealed class RequestTurns
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> running = [];

    /// <summary>The turn, to be disposed when the work is done; or null and the end of the one who has it.</summary>
    public IDisposable? Take(byte[] digest, out Task theirs)
    {
        var name = Convert.ToHexString(digest);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = running.GetOrAdd(name, mine);
        theirs = first.Task;
        return first == mine ? new Turn(this, name, mine) : null;
    }

    private sealed class Turn(RequestTurns turns, string name, TaskCompletionSource done)
        : IDisposable
    {
        public void Dispose()
        {
            turns.running.TryRemove(new(name, done));
            done.TrySetResult();
        }
    }
}
