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

/// <summary>Recomputes a chain line by line, also while it grows, and holds it against ends noted earlier.</summary>
public sealed class VerifyChain(IDbContextFactory<VestibuleDb> databases, Chain chain)
{
    /// <param name="business">0 for the network's own.</param>
    /// <param name="noted">What checkpoints have seen of this chain; null for none.</param>
    public async Task<ChainFinding> Run(
        long business,
        CancellationToken cancelled,
        IReadOnlyList<ChainEnd>? noted = null
    )
    {
        await using var db = databases.CreateDbContext();
        return await Judge(
            Lines(db, business),
            () => Head(db, business, cancelled),
            noted ?? [],
            cancelled
        );
    }

    /// <summary>The judgement alone, over lines in order. The head is asked for before they are read and after.</summary>
    internal async Task<ChainFinding> Judge(
        IAsyncEnumerable<JournalEntry> lines,
        Func<Task<JournalHead>> now,
        IReadOnlyList<ChainEnd> noted,
        CancellationToken cancelled
    )
    {
        var head = await now();
        var (last, number) = (ChainEnd.Start(head.BusinessId), long.MinValue);
        var witnesses = noted.ToLookup(end => end.Sequence);
        try
        {
            await foreach (var line in lines.WithCancellation(cancelled))
            {
                var end = chain.Follow(last, line);
                if (Fault(last, end, number, line, head, witnesses) is { } broken)
                    return broken;
                (last, number) = (end, line.Id);
            }
        }
        catch (Exception e) when (IsGarbled(e))
        {
            return new ChainFinding.Broken(last.Sequence + 1, "cannot be read");
        }
        if (last.Sequence < head.Sequence)
            return new ChainFinding.Broken(last.Sequence + 1, "is missing at the end");
        if (witnesses.Any(seen => seen.Key > last.Sequence))
            return new ChainFinding.Broken(
                last.Sequence + 1,
                $"is missing at the end: a checkpoint has seen {witnesses.Max(seen => seen.Key)} lines"
            );
        // Lines behind the head are new ones only if the head has moved along with them.
        return last.Sequence > head.Sequence && (await now()).Sequence < last.Sequence
            ? new ChainFinding.Broken(head.Sequence + 1, "lies behind the head")
            : new ChainFinding.Intact(last.Sequence, last.Hash);
    }

    private static ChainFinding.Broken? Fault(
        ChainEnd before,
        ChainEnd end,
        long number,
        JournalEntry line,
        JournalHead head,
        ILookup<long, ChainEnd> witnesses
    )
    {
        var at = line.Sequence;
        return at != before.Sequence + 1 ? new(before.Sequence + 1, "is missing")
            : !IsOurs(line, end) ? new(at, "was changed, or the line before it was")
            : line.Id <= number ? new(at, "has a number that is not behind that of the line before")
            : at == head.Sequence && !line.Hash.AsSpan().SequenceEqual(head.Hash)
                ? new(at, "is not the line the head names")
            : !witnesses[at].All(end.Agrees) ? new(at, "is not what a checkpoint has seen there")
            : null;
    }

    /// <summary>Whether a line is the one after <paramref name="before"/>.</summary>
    /// <param name="end">Where the chain ends with it, computed.</param>
    /// <param name="number">Id of the line before.</param>
    internal static bool Follows(ChainEnd before, ChainEnd end, JournalEntry line, long number) =>
        line.Sequence == before.Sequence + 1 && IsOurs(line, end) && line.Id > number;

    private static bool IsOurs(JournalEntry line, ChainEnd end) =>
        line.IsWhole && line.Hash.AsSpan().SequenceEqual(end.Hash);

    /// <summary>Every chain that has a line, a head or a checkpoint, by location.</summary>
    public async IAsyncEnumerable<(long Business, ChainFinding Finding)> RunAll(
        [EnumeratorCancellation] CancellationToken cancelled,
        IReadOnlyList<Checkpoint>? checkpoints = null
    )
    {
        var noted = Checkpoint.Standing(checkpoints ?? []).ToLookup(end => end.Chain);
        await using var db = databases.CreateDbContext();
        var chains = await db
            .JournalHeads.Select(h => h.BusinessId)
            .Union(db.JournalEntries.Select(e => e.BusinessId))
            .ToListAsync(cancelled);
        foreach (var business in chains.Union(noted.Select(ends => ends.Key)).Order())
            yield return (business, await Run(business, cancelled, [.. noted[business]]));
    }

    /// <summary>Whether reading lines failed because one of them holds what none ever did.</summary>
    internal static bool IsGarbled(Exception failure) =>
        IsOfAValue(failure) || (failure.InnerException is { } cause && IsOfAValue(cause));

    private static bool IsOfAValue(Exception failure) =>
        failure
            is InvalidCastException
                or OverflowException
                or FormatException
                or ArgumentOutOfRangeException;

    /// <summary>A chain's lines in their order.</summary>
    internal static IAsyncEnumerable<JournalEntry> Lines(VestibuleDb db, long business) =>
        db
            .JournalEntries.AsNoTracking()
            .Where(e => e.BusinessId == business)
            .OrderBy(e => e.Sequence)
            .AsAsyncEnumerable();

    /// <summary>What the chain says of its own end; of one without lines, that it has none.</summary>
    internal static async Task<JournalHead> Head(
        VestibuleDb db,
        long business,
        CancellationToken cancelled
    ) =>
        await db
            .JournalHeads.AsNoTracking()
            .SingleOrDefaultAsync(h => h.BusinessId == business, cancelled)
        ?? new JournalHead { BusinessId = business };
}
