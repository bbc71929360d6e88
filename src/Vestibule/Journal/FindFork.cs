using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>How a chain stands to what checkpoints have seen of it.</summary>
public abstract record Fork
{
    private Fork() { }

    /// <summary>All that was seen is there.</summary>
    public sealed record None : Fork;

    /// <summary>It holds in itself, and has gone another way behind <c>Lost.After</c>, as a restored backup does.</summary>
    public sealed record At(GivenUp Lost, ChainEnd End) : Fork;

    /// <summary>It does not hold in itself: that is no backup.</summary>
    public sealed record Broken : Fork;
}

/// <summary>Finds where a chain has parted from what checkpoints have seen.</summary>
public sealed class FindFork(IDbContextFactory<VestibuleDb> databases, Chain chain)
{
    /// <param name="noted">What checkpoints have seen of this chain.</param>
    public async Task<Fork> Run(
        long business,
        IReadOnlyCollection<ChainEnd> noted,
        CancellationToken cancelled
    )
    {
        await using var db = databases.CreateDbContext();
        var head = await VerifyChain.Head(db, business, cancelled);
        var witnesses = noted.ToLookup(end => end.Sequence);
        var (last, number) = (ChainEnd.Start(business), long.MinValue);
        var (agreed, parted) = (0L, false);
        try
        {
            await foreach (var line in VerifyChain.Lines(db, business).WithCancellation(cancelled))
            {
                var next = chain.Follow(last, line);
                if (!VerifyChain.Follows(last, next, line, number))
                    return new Fork.Broken();
                (last, number) = (next, line.Id);
                parted |= !witnesses[line.Sequence].All(last.Agrees);
                if (!parted && witnesses.Contains(line.Sequence))
                    agreed = line.Sequence;
            }
        }
        catch (Exception e) when (VerifyChain.IsGarbled(e))
        {
            return new Fork.Broken();
        }
        if (last.Sequence != head.Sequence || !last.Hash.AsSpan().SequenceEqual(head.Hash))
            return new Fork.Broken();
        var until = noted.Max(end => (long?)end.Sequence) ?? 0;
        return parted || until > last.Sequence
            ? new Fork.At(new GivenUp(business, agreed, until), last)
            : new Fork.None();
    }
}
