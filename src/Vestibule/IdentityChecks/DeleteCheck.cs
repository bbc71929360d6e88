using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.IdentityChecks;

/// <summary>Takes a check away with its documents and files, in one deed. What the journal says of them stays.</summary>
public sealed class DeleteCheck(HandIns handIns, Writer writer, Book book, FileVault vault)
{
    /// <summary>Null when this caller sees no such check.</summary>
    public Task<Written?> Run(
        long checkId,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Afresh.Write(async () =>
        {
            if (await handIns.Find(checkId, caller, cancelled) is not { } handIn)
            {
                return (null, null);
            }

            var files = handIn.Documents.SelectMany(document => document.Files).ToList();
            var written = await writer.Write(
                await Deed(handIn, files, caller.Actor, at, cancelled),
                cancelled
            );
            if (written is Written.Done)
            {
                vault.Shred(files);
            }

            return (written, (Written?)written);
        });

    private async Task<Deed> Deed(
        HandIn handIn,
        List<Guid> files,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = handIn.Check;
        var telling = new Telling(
            actor,
            at,
            check.BusinessId,
            Entities.Check,
            check.Coworker!.UniqueId
        );
        var lines = new List<Line>();
        foreach (var document in handIn.Documents)
        {
            lines.Add(
                await book.Deleted(document, telling with { Entity = Entities.Document }, cancelled)
            );
        }

        lines.Add(await book.Deleted(check, telling, cancelled));
        return new Deed(
            check.BusinessId,
            [
                .. files.Select(file => new Step.DeleteWhere(
                    typeof(SealedFile),
                    nameof(SealedFile.Id),
                    file
                )),
                .. handIn.Documents.Select(document => new Step.Delete(document)),
                new Step.DeleteWhere(
                    typeof(InPersonInspection),
                    nameof(InPersonInspection.IdentityCheckId),
                    check.Id
                ),
                new Step.Delete(check),
            ],
            lines
        );
    }
}
