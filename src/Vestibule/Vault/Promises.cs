using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>
/// Commits the promises of many callers in one transaction. Each by itself would wait for a sync of its own, and of two
/// hundred who come at once the last would wait longer than anybody waits for a turn to write.
/// </summary>
internal sealed class Promises(Func<DbContext> open)
{
    private const int Most = 64;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly ConcurrentQueue<Waiting> queue = [];

    /// <summary>Returns when they are durable.</summary>
    public async Task MakeAsync(IReadOnlyList<FileIntent> intents, CancellationToken cancelled)
    {
        var mine = new Waiting(intents);
        queue.Enqueue(mine);
        try
        {
            await one.WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            // Whoever leads passes over it, or has made it already: then nobody keeps it, and it runs out.
            mine.IsGone = true;
            throw;
        }

        try
        {
            while (!mine.Told.Task.IsCompleted)
                await CommitAsync();
        }
        finally
        {
            one.Release();
        }

        await mine.Told.Task;
    }

    private async Task CommitAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < Most && queue.TryDequeue(out var next))
        {
            if (!next.IsGone)
                together.Add(next);
        }

        try
        {
            await using var db = open();
            db.AddRange(together.SelectMany(waiting => waiting.Intents));
            await db.SaveChangesAsync(CancellationToken.None);
            together.ForEach(waiting => waiting.Told.SetResult());
        }
        catch (Exception broken)
        {
            // Each of them is told, and nobody else.
            together.ForEach(waiting => waiting.Told.SetException(broken));
        }
    }

    private sealed class Waiting(IReadOnlyList<FileIntent> intents)
    {
        public IReadOnlyList<FileIntent> Intents => intents;

        public TaskCompletionSource Told { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGone { get; set; }
    }
}
