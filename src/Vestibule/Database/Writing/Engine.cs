using Vestibule.Journal;

namespace Vestibule.Database.Writing;

/// <summary>A deed in the queue and what becomes of it.</summary>
internal sealed class Waiter(Deed deed, long since, CancellationToken cancelled)
{
    private readonly TaskCompletionSource<Written> told = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Deed Deed => deed;
    public long Since => since;
    public bool IsGone => cancelled.IsCancellationRequested;
    public Task<Written> Told => told.Task;

    /// <summary>Decided but not yet told: nobody hears of a commit that has not happened.</summary>
    public Written? Answer { get; set; }

    /// <summary>A bug or a broken database: nothing of the deed was written.</summary>
    public Exception? Broken { get; set; }

    public bool Stands => Answer is null && Broken is null;

    public void Leave() => told.TrySetCanceled(cancelled);

    public void Tell()
    {
        if (Broken is not null)
            told.TrySetException(Broken);
        else
            told.TrySetResult(
                Answer ?? throw new InvalidOperationException("A deed was left undecided.")
            );
    }
}

/// <summary>Commits a batch on one connection of its own; one batch at a time.</summary>
internal interface IEngine : IAsyncDisposable
{
    /// <summary>Waits for the right to write; null when it did not come in time.</summary>
    ValueTask<IDisposable?> Turn(TimeSpan within);

    /// <summary>One transaction, durable on return; each caller has its answer or its exception.</summary>
    ValueTask Commit(IReadOnlyList<Waiter> callers);
}

/// <summary>The ends of the chains while a batch is being written.</summary>
internal sealed class Heads(Chain chain)
{
    private readonly Dictionary<long, JournalHead> now = [];
    private readonly HashSet<long> moved = [];

    public IEnumerable<JournalHead> Moved => moved.Order().Select(id => now[id]);

    public bool Knows(long business) => now.ContainsKey(business);

    public JournalHead this[long business]
    {
        get => now[business];
        set => now[business] = value;
    }

    /// <summary>The deed's lines with their places; the head is moved.</summary>
    public List<JournalEntry> Append(Deed deed)
    {
        var placed = new List<JournalEntry>(deed.Lines.Count);
        foreach (var (entry, about) in deed.Lines)
        {
            var line = chain.Append(
                now[deed.Chain],
                about is null ? entry : entry with { EntityId = about.Id }
            );
            now[deed.Chain] = new()
            {
                BusinessId = deed.Chain,
                Sequence = line.Sequence,
                Hash = line.Hash,
            };
            moved.Add(deed.Chain);
            placed.Add(line);
        }
        return placed;
    }
}
