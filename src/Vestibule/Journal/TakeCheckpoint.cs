using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>
/// Signs where the chains end now, after reading every line that is new since the last time: what does not follow from
/// the lines before is not signed and is reported. The start of a chain is read once, when there is no checkpoint yet.
/// </summary>
public sealed partial class TakeCheckpoint(
    IDbContextFactory<VestibuleDb> databases,
    Chain chain,
    CheckpointKey key,
    CheckpointFile file,
    SendSyslog syslog,
    ILogger<TakeCheckpoint> log
)
{
    private readonly SemaphoreSlim turn = new(1);
    private Dictionary<long, ChainEnd>? newest;
    private byte[] mark = [];

    /// <summary>The checkpoint, durable; null when no chain has grown.</summary>
    public async Task<Checkpoint?> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            Recall();
            var ends = await Grown(cancelled);
            if (ends.Count == 0)
                return null;
            var checkpoint = Checkpoint.Sign(at, ends, mark, key);
            file.Append(checkpoint);
            mark = checkpoint.Mark;
            foreach (var end in ends)
                newest![end.Chain] = end;
            await syslog.Run(checkpoint, cancelled);
            return checkpoint;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Recall()
    {
        if (newest is not null)
            return;
        var contents = file.Read();
        if (contents.Fault is { } fault)
            FileBroken(fault);
        (newest, mark) = (contents.Newest(), contents.Mark);
    }

    private async Task<List<ChainEnd>> Grown(CancellationToken cancelled)
    {
        await using var db = databases.CreateDbContext();
        var heads = await db
            .JournalHeads.AsNoTracking()
            .OrderBy(head => head.BusinessId)
            .ToListAsync(cancelled);
        var grown = new List<ChainEnd>();
        foreach (var head in heads)
        {
            var from =
                newest!.GetValueOrDefault(head.BusinessId) ?? ChainEnd.Start(head.BusinessId);
            if (head.Sequence == from.Sequence)
                continue;
            if (await Follow(db, from, head.Sequence, cancelled) is { } end)
                grown.Add(end);
            else
                ChainBroken(head.BusinessId, from.Sequence);
        }
        return grown;
    }

    private async Task<ChainEnd?> Follow(
        VestibuleDb db,
        ChainEnd from,
        long until,
        CancellationToken cancelled
    )
    {
        var lines = db
            .JournalEntries.AsNoTracking()
            .Where(line =>
                line.BusinessId == from.Chain
                && line.Sequence > from.Sequence
                && line.Sequence <= until
            )
            .OrderBy(line => line.Sequence)
            .AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancelled))
        {
            var end = chain.Follow(from, line);
            if (line.Sequence != from.Sequence + 1 || !line.Hash.AsSpan().SequenceEqual(end.Hash))
                return null;
            from = end;
        }
        return from.Sequence == until ? from : null;
    }

    [LoggerMessage(LogLevel.Critical, "The file of checkpoints does not hold: {Fault}")]
    private partial void FileBroken(string fault);

    [LoggerMessage(
        LogLevel.Critical,
        "The journal of chain {Chain} does not hold behind line {Sequence}: it is not signed. Run: vestibule audit verify"
    )]
    private partial void ChainBroken(long chain, long sequence);
}
