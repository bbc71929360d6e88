using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Opens a sealed file for somebody who may see it, and writes down that it was looked at.</summary>
public sealed class OpenFile(VestibuleDb db, FileVault vault, Writer writer, Book book)
{
    /// <summary>What became of a wish to look.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Opened(SealedFile File, Stream Bytes) : Outcome;

        /// <summary>The slot is empty, or its person's key is gone.</summary>
        public sealed record None : Outcome;

        public sealed record NotJournaled(Written Why) : Outcome;
    }

    /// <exception cref="SealBrokenException">The file is missing or was tampered with.</exception>
    public async Task<Outcome> Run(
        CheckDocument document,
        Slot slot,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = document.IdentityCheck!;
        if (
            document.FileIn(slot) is not { } id
            || await db.Set<SealedFile>()
                .AsNoTracking()
                .FirstOrDefaultAsync(f => f.Id == id, cancelled)
                is not { } file
        )
        {
            return new Outcome.None();
        }

        if (
            await vault.OpenAsync(file, FileKinds.Place(check, document.UniqueId, slot), cancelled)
            is not { } bytes
        )
        {
            return new Outcome.None();
        }

        var telling = new Telling(
            actor,
            at,
            check.BusinessId,
            Entities.Document,
            document.Coworker!.UniqueId
        );
        var look = book.Looked(document, slot.ToString(), telling);
        var written = await writer.Write(new Deed(check.BusinessId, [], [look]), cancelled);
        if (written is Written.Done)
        {
            return new Outcome.Opened(file, bytes);
        }

        await bytes.DisposeAsync();
        return new Outcome.NotJournaled(written);
    }
}
