using System.Collections.Concurrent;

namespace Vestibule.Access;

/// <summary>Who was at work when, as exactly as it is told, until it is written down.</summary>
/// <param name="exact">Nothing is noted again within it.</param>
internal sealed class NotedUses(TimeSpan exact)
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> unwritten = new();

    public void Note(long id, DateTimeOffset at)
    {
        if (noted.TryGetValue(id, out var before) && at - before < exact)
            return;
        if (noted.Count >= Most)
            noted.Clear();
        noted[id] = at;
        unwritten[id] = at;
    }

    /// <summary>Writes down what was noted since; what cannot be written now stays noted.</summary>
    /// <param name="write">Whose it is, when, and before when it must have been written last to be worth it: another instance, or this one before a restart, may have been here.</param>
    public async Task Write(Func<long, DateTimeOffset, DateTimeOffset, Task> write)
    {
        foreach (var (id, at) in unwritten)
        {
            await write(id, at, at - exact);
            unwritten.TryRemove(new(id, at));
        }
    }

    public bool AreWritten => unwritten.IsEmpty;
}
