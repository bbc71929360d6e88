using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>What a chain is worth.</summary>
public abstract record ChainFinding
{
    private ChainFinding() { }

    /// <summary>Every line is as it was written. A cut-off end together with its head shows only against a hash noted earlier.</summary>
    /// <param name="LastHash">32 bytes; zeros for an empty chain.</param>
    public sealed record Intact(long Count, byte[] LastHash) : ChainFinding;

    /// <summary>Somebody was at the database. <paramref name="Sequence"/> is the first line that does not hold.</summary>
    public sealed record Broken(long Sequence, string Why) : ChainFinding;
}

/// <summary>Recomputes a chain line by line, also while it grows.</summary>
public sealed class VerifyChain(IDbContextFactory<VestibuleDb> databases, Chain chain)
{
    /// <param name="business">0 for the network's own.</param>
    public async Task<ChainFinding> Run(long business, CancellationToken cancelled)
    {
        await using var db = databases.CreateDbContext();
        var head = await Head(db, business, cancelled);
        var last = new JournalHead { BusinessId = business };
        await foreach (var line in Lines(db, business).WithCancellation(cancelled))
        {
            if (line.Sequence != last.Sequence + 1)
                return new ChainFinding.Broken(last.Sequence + 1, "is missing");
            if (!line.Hash.AsSpan().SequenceEqual(chain.HashOf(last.Hash, line)))
                return new ChainFinding.Broken(
                    line.Sequence,
                    "was changed, or the line before it was"
                );
            if (line.Sequence == head.Sequence && !line.Hash.AsSpan().SequenceEqual(head.Hash))
                return new ChainFinding.Broken(line.Sequence, "is not the line the head names");
            last = new()
            {
                BusinessId = business,
                Sequence = line.Sequence,
                Hash = line.Hash,
            };
        }
        if (last.Sequence < head.Sequence)
            return new ChainFinding.Broken(last.Sequence + 1, "is missing at the end");
        // Lines behind the head are new ones only if the head has moved along with them.
        if (
            last.Sequence > head.Sequence
            && (await Head(db, business, cancelled)).Sequence < last.Sequence
        )
            return new ChainFinding.Broken(head.Sequence + 1, "lies behind the head");
        return new ChainFinding.Intact(last.Sequence, last.Hash);
    }

    /// <summary>Every chain that has a line or a head, by location.</summary>
    public async IAsyncEnumerable<(long Business, ChainFinding Finding)> RunAll(
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        await using var db = databases.CreateDbContext();
        var chains = await db
            .JournalHeads.Select(h => h.BusinessId)
            .Union(db.JournalEntries.Select(e => e.BusinessId))
            .OrderBy(id => id)
            .ToListAsync(cancelled);
        foreach (var business in chains)
            yield return (business, await Run(business, cancelled));
    }

    private static IAsyncEnumerable<JournalEntry> Lines(VestibuleDb db, long business) =>
        db
            .JournalEntries.AsNoTracking()
            .Where(e => e.BusinessId == business)
            .OrderBy(e => e.Sequence)
            .AsAsyncEnumerable();

    private static async Task<JournalHead> Head(
        VestibuleDb db,
        long business,
        CancellationToken cancelled
    ) =>
        await db
            .JournalHeads.AsNoTracking()
            .SingleOrDefaultAsync(h => h.BusinessId == business, cancelled)
        ?? new JournalHead { BusinessId = business };
}
