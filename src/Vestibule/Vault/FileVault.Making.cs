using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>A file made of another, whole in memory.</summary>
public sealed record Made(Binding Binding, string MediaType, byte[] Bytes);

public sealed partial class FileVault
{
    /// <summary>
    /// Seals files that were made here, under one promise. The first leads, the others are parts of it. Null when the
    /// person's key was shredded; nothing is left then, nor after a failure.
    /// </summary>
    /// <exception cref="DurabilityException">The disk refused.</exception>
    public async Task<IReadOnlyList<SealedFile>?> StageAsync(
        IReadOnlyList<Made> made,
        Guid coworker,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await keys.ForAsync(coworker, made[0].Binding.Business, cancelled) is not { } key)
            return null;
        var ids = made.Select(_ => Guid.CreateVersion7(at)).ToList();
        await PromiseAsync(ids, at, cancelled);
        var files = new List<SealedFile>();
        try
        {
            foreach (var (id, one) in ids.Zip(made))
            {
                var file = await SealAsync(id, one, coworker, key, at, cancelled);
                files.Add(id == ids[0] ? file : file with { PartOf = ids[0] });
            }
            return files;
        }
        finally
        {
            if (files.Count < made.Count)
                await AbandonAsync(ids);
        }
    }

    /// <summary>These files and all that are parts of them.</summary>
    public async Task<IReadOnlyList<Guid>> WithPartsAsync(
        IReadOnlyList<Guid> files,
        CancellationToken cancelled
    )
    {
        if (files.Count == 0)
            return files;
        await using var db = open();
        var parts = await db.Set<SealedFile>()
            .Where(f => f.PartOf != null && files.Contains(f.PartOf.Value))
            .Select(f => f.Id)
            .ToListAsync(cancelled);
        return [.. files, .. parts];
    }

    private async Task<SealedFile> SealAsync(
        Guid id,
        Made made,
        Guid coworker,
        CoworkerKey key,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        using var source = new MemoryStream(made.Bytes, writable: false);
        using var pages = new FilePages(source);
        await pages.StartAsync(cancelled);
        var intake = new Intake(made.Binding, coworker, long.MaxValue, _ => made.MediaType);
        return (
            (Staging.Staged)await SealAsync(pages, id, intake, key, made.MediaType, at, cancelled)
        ).File;
    }
}
