using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>The document a sealed file belongs to, and the journal line of what the server itself found of the file.</summary>
internal static class FindOwner
{
    private static readonly Actor Server = new(ActorKind.Clock, null, "Vestibule", "System", null);

    /// <summary>By what the file's row says, or by who names it where the row is gone; null when nobody does.</summary>
    public static async Task<CheckDocument?> Run(
        VestibuleDb db,
        Guid file,
        CancellationToken cancelled
    )
    {
        var documents = db.CheckDocuments.AsNoTracking().Include(d => d.IdentityCheck);
        var key = await db.Set<SealedFile>()
            .Where(f => f.Id == file)
            .Select(f => (Guid?)f.DocumentKey)
            .FirstOrDefaultAsync(cancelled);
        return await documents.FirstOrDefaultAsync(
            d =>
                d.UniqueId == key
                || d.PhotoFileId == file
                || d.FrontFileId == file
                || d.BackFileId == file,
            cancelled
        );
    }

    /// <param name="leading">The file that a slot of <paramref name="document"/> names.</param>
    public static Line Line(
        CheckDocument document,
        Guid leading,
        JournalAction action,
        string found,
        DateTimeOffset at
    ) =>
        new(
            new JournalEntry
            {
                BusinessId = document.IdentityCheck!.BusinessId,
                Deed = Guid.CreateVersion7(at),
                At = at,
                ActorKind = (int)Server.Kind,
                ActorName = Server.Name,
                Factor = Server.Factor,
                Action = action,
                Entity = Entities.Document,
                EntityId = document.Id,
                EntityKey = document.UniqueId,
                Member = Enum.GetValues<Slot>()
                    .Where(slot => document.FileIn(slot) == leading)
                    .Select(slot => slot.ToString())
                    .FirstOrDefault(),
                NewValue = found,
            },
            null
        );
}
