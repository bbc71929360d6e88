using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Destroys the originals of documents that were decided long enough ago, with a line in the journal for each document.
/// What was made of them stays.
/// </summary>
public sealed class ShredOriginals(
    VestibuleDb db,
    OriginalRules rules,
    Writer writer,
    Book book,
    FileVault vault
)
{
    /// <summary>Documents looked at in one go; the next hour takes the next.</summary>
    private const int Batch = 500;

    private static readonly Actor Clock = new(ActorKind.Clock, null, "Vestibule", "System", null);

    /// <returns>How many went.</returns>
    public async Task<int> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        var gone = 0;
        foreach (var check in (await Decided(at, cancelled)).GroupBy(d => d.IdentityCheckId))
        {
            var documents = check
                .Where(document => rules.MayGo(document.IdentityCheck!, document, at))
                .ToList();
            if (documents.Count > 0)
            {
                gone += await Let(documents, at, cancelled);
            }
        }

        return gone;
    }

    private async Task<int> Let(
        List<CheckDocument> documents,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = documents[0].IdentityCheck!;
        var keys = documents.Select(document => document.UniqueId).ToList();
        var originals = await db.Set<SealedFile>()
            .Where(f => keys.Contains(f.DocumentKey) && f.Kind == FileKinds.Original)
            .Select(f => f.Id)
            .ToListAsync(cancelled);
        var telling = new Telling(
            Clock,
            at,
            check.BusinessId,
            Entities.Document,
            documents[0].Coworker!.UniqueId
        );
        // The version is raised with it: whoever reopens the check meanwhile wins, and everything stays.
        var written = await writer.Write(
            new Deed(
                check.BusinessId,
                [
                    new Step.Update(check with { Version = check.Version + 1 }),
                    .. originals.Select(file => new Step.DeleteWhere(
                        typeof(SealedFile),
                        nameof(SealedFile.Id),
                        file
                    )),
                ],
                [.. documents.Select(document => book.LetGo(document, "Originals", telling))]
            ),
            cancelled
        );
        return written is Written.Done ? vault.Shred(originals) : 0;
    }

    private async Task<List<CheckDocument>> Decided(DateTimeOffset at, CancellationToken cancelled)
    {
        var since = at - OriginalRules.Stands;
        return await db
            .CheckDocuments.AsNoTracking()
            .Include(d => d.Coworker)
            .Include(d => d.IdentityCheck)
            .Where(d => d.UpdatedOn <= since && d.IdentityCheck!.UpdatedOn <= since)
            .Where(d =>
                d.VerificationStatus >= VerificationStatus.Successful
                && d.IdentityCheck!.VerificationStatus >= VerificationStatus.Successful
            )
            .Where(d =>
                db.Set<SealedFile>()
                    .Any(f => f.DocumentKey == d.UniqueId && f.Kind == FileKinds.Original)
            )
            .OrderBy(d => d.Id)
            .Take(Batch)
            .ToListAsync(cancelled);
    }
}
