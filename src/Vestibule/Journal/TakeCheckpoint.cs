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
    /// <summary>A server leaves a checkpoint at its start, so a journal this old has one somewhere.</summary>
    private static readonly TimeSpan HasOneBy = TimeSpan.FromHours(2);

    /// <summary>The checkpoint, durable; null when no chain has grown.</summary>
    public async Task<Checkpoint?> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        var checkpoint = await Add(at, cancelled);
        if (checkpoint is not null)
            await syslog.Run(checkpoint, cancelled);
        return checkpoint;
    }

    private async Task<Checkpoint?> Add(DateTimeOffset at, CancellationToken cancelled)
    {
        using var held = await file.Hold(cancelled);
        var contents = file.Read();
        if (contents.Fault is { } fault)
            FileBroken(fault);
        await using var db = databases.CreateDbContext();
        if (contents.Checkpoints.Count == 0 && await IsOld(db, at, cancelled))
            FileMissing();
        var ends = await Grown(db, contents.Newest(), cancelled);
        if (ends.Count == 0)
            return null;
        var checkpoint = Checkpoint.Sign(at, ends, contents.Mark, key);
        file.Append(checkpoint);
        return checkpoint;
    }

    private static async Task<bool> IsOld(
        VestibuleDb db,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var old = at - HasOneBy;
        return await db.JournalEntries.AnyAsync(
            line => line.BusinessId == 0 && line.At < old,
            cancelled
        );
    }

    private async Task<List<ChainEnd>> Grown(
        VestibuleDb db,
        Dictionary<long, ChainEnd> newest,
        CancellationToken cancelled
    )
    {
        var heads = await db
            .JournalHeads.AsNoTracking()
            .OrderBy(head => head.BusinessId)
            .ToListAsync(cancelled);
        var grown = new List<ChainEnd>();
        foreach (var head in heads)
        {
            var noted =
                newest.GetValueOrDefault(head.BusinessId) ?? ChainEnd.Start(head.BusinessId);
            if (head.Sequence == noted.Sequence && noted.Numbers is not null)
                continue;
            if (await Follow(db, noted, head.Sequence, cancelled) is { } end)
                grown.Add(end);
            else
                ChainBroken(head.BusinessId, noted.Sequence);
        }
        return grown;
    }

    private async Task<ChainEnd?> Follow(
        VestibuleDb db,
        ChainEnd noted,
        long until,
        CancellationToken cancelled
    )
    {
        // A checkpoint from before lines' numbers were noted: the chain is read once more from its start.
        var from = noted.Numbers is null ? ChainEnd.Start(noted.Chain) : noted;
        var (start, number, met) = (from.Sequence, long.MinValue, from.Equals(noted));
        var lines = db
            .JournalEntries.AsNoTracking()
            .Where(line =>
                line.BusinessId == from.Chain && line.Sequence > start && line.Sequence <= until
            )
            .OrderBy(line => line.Sequence)
            .AsAsyncEnumerable();
        try
        {
            await foreach (var line in lines.WithCancellation(cancelled))
            {
                var end = chain.Follow(from, line);
                if (!VerifyChain.Follows(from, end, line, number))
                    return null;
                (from, number) = (end, line.Id);
                met |= end.Agrees(noted);
            }
        }
        catch (Exception e) when (VerifyChain.IsGarbled(e))
        {
            return null;
        }
        return met && from.Sequence == until ? from : null;
    }

    [LoggerMessage(LogLevel.Critical, "The file of checkpoints does not hold: {Fault}")]
    private partial void FileBroken(string fault);

    [LoggerMessage(
        LogLevel.Critical,
        "There is no checkpoint in Vestibule:Journal:CheckpointFile although the journal is hours old: the file was moved or taken away. A new one begins here; bring the old one back."
    )]
    private partial void FileMissing();

    [LoggerMessage(
        LogLevel.Critical,
        "The journal of chain {Chain} does not hold behind line {Sequence}: it is not signed. Run: vestibule audit verify"
    )]
    private partial void ChainBroken(long chain, long sequence);
}
