using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Opens a sealed file for somebody who may see it, and writes down that it was looked at.</summary>
public sealed class OpenFile(
    VestibuleDb db,
    FileVault vault,
    Writer writer,
    Book book,
    ScanningSettings scanning
)
{
    /// <summary>What became of a wish to look.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Opened(SealedFile File, Stream Bytes) : Outcome;

        /// <summary>The slot is empty, there is no such file of it (any more), or its person's key is gone.</summary>
        public sealed record None : Outcome;

        /// <summary>No virus scanner has looked at it yet, and the owner requires that one does.</summary>
        public sealed record Unscanned : Outcome;

        /// <summary>A virus scanner found something in it after it was taken.</summary>
        public sealed record Infected : Outcome;

        public sealed record NotJournaled(Written Why) : Outcome;
    }

    /// <summary>The cleaned file of a slot.</summary>
    /// <exception cref="SealBrokenException">The file is missing or was tampered with.</exception>
    public Task<Outcome> Run(
        CheckDocument document,
        Slot slot,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) => Run(document, slot, FileKinds.Cleaned, slot.ToString(), null, actor, at, cancelled);

    /// <summary>The file as it was handed in.</summary>
    /// <param name="reason">Why the cleaned one will not do; kept in the journal, sealed.</param>
    /// <exception cref="SealBrokenException">The file is missing or was tampered with.</exception>
    public Task<Outcome> Original(
        CheckDocument document,
        Slot slot,
        string reason,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    ) => Run(document, slot, FileKinds.Original, $"{slot}Original", reason, actor, at, cancelled);

    /// <summary>One picture of a slot's album.</summary>
    /// <param name="place">See <see cref="Album"/>. Nobody is recognised on the blurred one, so it is no look.</param>
    /// <exception cref="SealBrokenException">The file is missing or was tampered with.</exception>
    public async Task<(Outcome Outcome, byte[]? Picture)> Picture(
        CheckDocument document,
        Slot slot,
        int place,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var outcome = await Run(
            document,
            slot,
            FileKinds.Album,
            seen: null,
            reason: null,
            actor,
            at,
            cancelled
        );
        if (outcome is not Outcome.Opened(_, var album))
            return (outcome, null);
        await using (album)
        {
            if (await Album.Read(album, place, cancelled) is not { } picture)
                return (new Outcome.None(), null);
            var written =
                place is Album.Blurred
                    ? new Written.Done()
                    : await Told(document, slot.ToString(), null, actor, at, cancelled);
            return written is Written.Done
                ? (outcome, picture)
                : (new Outcome.NotJournaled(written), null);
        }
    }

    private async Task<Outcome> Run(
        CheckDocument document,
        Slot slot,
        int kind,
        string? seen,
        string? reason,
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
                .FirstOrDefaultAsync(
                    f => (f.Id == id || f.PartOf == id) && f.Kind == kind,
                    cancelled
                )
                is not { } file
        )
        {
            return new Outcome.None();
        }

        if (Objection(file) is { } held)
        {
            return held;
        }

        var place = FileKinds.Place(check, document.UniqueId, slot, kind);
        if (await vault.OpenAsync(file, place, cancelled) is not { } bytes)
        {
            return new Outcome.None();
        }

        Outcome? outcome = null;
        try
        {
            var written = seen is null
                ? new Written.Done()
                : await Told(document, seen, reason, actor, at, cancelled);
            return outcome =
                written is Written.Done
                    ? new Outcome.Opened(file, bytes)
                    : new Outcome.NotJournaled(written);
        }
        finally
        {
            if (outcome is not Outcome.Opened)
            {
                await bytes.DisposeAsync();
            }
        }
    }

    private Outcome? Objection(SealedFile file) =>
        file.Finding is not null ? new Outcome.Infected()
        : file.ScannedOn is null && scanning.Mode is ScanMode.Require ? new Outcome.Unscanned()
        : null;

    private async Task<Written> Told(
        CheckDocument document,
        string seen,
        string? reason,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var chain = document.IdentityCheck!.BusinessId;
        var telling = new Telling(
            actor,
            at,
            chain,
            Entities.Document,
            document.Coworker!.UniqueId,
            reason
        );
        var look = await book.Looked(document, seen, telling, cancelled);
        return await writer.Write(new Deed(chain, [], [look]), cancelled);
    }
}
