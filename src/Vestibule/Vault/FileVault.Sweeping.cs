using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>What a sweep removed.</summary>
/// <param name="Files">Whole files with neither row nor promise.</param>
/// <param name="Parts">Half-written files without a promise.</param>
/// <param name="Intents">Promises that had run out.</param>
public sealed record Swept(int Files, int Parts, int Intents);

public sealed partial class FileVault
{
    private const int Batch = 500;

    /// <summary>
    /// Destroys files whose rows are already gone: the key copy in each header is overwritten on the disk before the
    /// name goes. Absent files are skipped, so it may be repeated. Returns how many were there.
    /// </summary>
    /// <exception cref="DurabilityException">The disk refused; the rest is not done.</exception>
    public int Shred(IEnumerable<Guid> files) => files.Count(folder.Erase);

    /// <summary>
    /// Removes what crashes and lost races left behind. Safe beside staging and settling: a promise outlives the bytes
    /// it stands for, and is looked for before the row it turns into.
    /// </summary>
    public async Task<Swept> SweepAsync(DateTimeOffset at, CancellationToken cancelled)
    {
        var intents = await ExpireAsync(at, cancelled);
        var parts = 0;
        foreach (var ids in folder.Parts().Chunk(Batch))
            parts += await SweepAsync(ids, cancelled);
        var files = 0;
        foreach (var ids in folder.Files().Chunk(Batch))
            files += await SweepAsync(ids, cancelled);
        return new Swept(files, parts, intents);
    }

    private async Task<int> ExpireAsync(DateTimeOffset at, CancellationToken cancelled)
    {
        await using var db = open();
        return await db.Set<FileIntent>()
            .Where(i => i.ExpiresOn <= at)
            .ExecuteDeleteAsync(cancelled);
    }

    private async Task<int> SweepAsync(Guid[] ids, CancellationToken cancelled) =>
        (await UnknownAsync(ids, cancelled)).Count(folder.Erase);

    /// <summary>
    /// Promises first, rows second: settling turns one into the other in one transaction, so a file that has no promise
    /// now and no row a moment later will never have either.
    /// </summary>
    private async Task<List<Guid>> UnknownAsync(Guid[] ids, CancellationToken cancelled)
    {
        await using var db = open();
        var kept = await db.Set<FileIntent>()
            .Where(i => ids.Contains(i.Id))
            .Select(i => i.Id)
            .ToHashSetAsync(cancelled);
        kept.UnionWith(
            await db.Set<SealedFile>()
                .Where(f => ids.Contains(f.Id))
                .Select(f => f.Id)
                .ToListAsync(cancelled)
        );
        return [.. ids.Where(id => !kept.Contains(id))];
    }
}
