using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Where documents and the rows of sealed files do not agree; files by their GUIDs.</summary>
/// <param name="Missing">A document names it, and there is no row.</param>
/// <param name="Unnamed">There is a row, and no document with a file in its slot.</param>
/// <param name="Elsewhere">The row says it belongs to another slot, document, check, person or location.</param>
public sealed record LooseEnds(
    IReadOnlyList<Guid> Missing,
    IReadOnlyList<Guid> Unnamed,
    IReadOnlyList<Guid> Elsewhere
);

/// <summary>Holds the slots of all documents against the rows of sealed files; reads nothing of the disk.</summary>
public sealed class FindLooseEnds(IDbContextFactory<VestibuleDb> databases)
{
    public async Task<LooseEnds> Run(CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        var (missing, elsewhere) = (new List<Guid>(), new List<Guid>());
        foreach (var slot in Enum.GetValues<Slot>())
        {
            missing.AddRange(await Missing(db, slot).ToListAsync(cancelled));
            elsewhere.AddRange(await Elsewhere(db, slot).ToListAsync(cancelled));
        }

        return new LooseEnds(missing, await Unnamed(db).ToListAsync(cancelled), elsewhere);
    }

    private static IQueryable<Guid> Missing(VestibuleDb db, Slot slot)
    {
        var named = NameOf(slot);
        return db
            .CheckDocuments.Select(d => EF.Property<Guid?>(d, named))
            .Where(id => id != null && !db.Set<SealedFile>().Any(f => f.Id == id))
            .Select(id => id!.Value);
    }

    private static IQueryable<Guid> Elsewhere(VestibuleDb db, Slot slot)
    {
        var (named, number) = (NameOf(slot), (int)slot);
        return from d in db.CheckDocuments
            from f in db.Set<SealedFile>()
            where EF.Property<Guid?>(d, named) == (f.PartOf ?? f.Id)
            where
                f.DocumentKey != d.UniqueId
                || f.Slot != number
                || f.CheckKey != d.IdentityCheck!.UniqueId
                || f.BusinessKey != d.IdentityCheck.Business!.UniqueId
                || f.CoworkerKey != d.IdentityCheck.Coworker!.UniqueId
            select f.Id;
    }

    private static IQueryable<Guid> Unnamed(VestibuleDb db) =>
        db.Set<SealedFile>()
            .Where(f =>
                !db.CheckDocuments.Any(d =>
                    d.UniqueId == f.DocumentKey
                    && (
                        (f.Slot == (int)Slot.Photo && d.PhotoFileId != null)
                        || (f.Slot == (int)Slot.Front && d.FrontFileId != null)
                        || (f.Slot == (int)Slot.Back && d.BackFileId != null)
                    )
                )
            )
            .Select(f => f.Id);

    private static string NameOf(Slot slot) => $"{slot}FileId";
}
