using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Scanning;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Shows the virus scanner a file that was taken unseen, and remembers what it says. What it finds something in is given
/// out no more, nor what was made of it, and the journal of its location is told.
/// </summary>
public sealed class ScanFile(
    FileVault vault,
    Clamd scanner,
    EvidenceMeters meters,
    IDbContextFactory<VestibuleDb> databases,
    Writer writer
)
{
    /// <returns>Null when nobody can open the file any more.</returns>
    /// <exception cref="SealBrokenException">It is missing or not what was written.</exception>
    /// <exception cref="TimeoutException">What was found could not be written down; it will be found again.</exception>
    public async Task<ScanVerdict?> Run(
        SealedFile file,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var verdict = await Verdict(file, cancelled);
        await using var db = await databases.CreateDbContextAsync(cancelled);
        switch (verdict)
        {
            case ScanVerdict.Found(var signature):
                await Condemn(db, file, signature, at, cancelled);
                break;
            // What nobody can open has nothing left in it to be found.
            case ScanVerdict.Clean or null:
                await Clear(db, file, at, cancelled);
                break;
        }

        if (verdict is not null)
        {
            meters.Scanned(verdict.Name);
        }

        return verdict;
    }

    private async Task<ScanVerdict?> Verdict(SealedFile file, CancellationToken cancelled)
    {
        await using var plain = await vault.OpenAsync(file, file.Binding, cancelled);
        if (plain is null)
        {
            return null;
        }

        await using var shown = scanner.Begin(plain);
        await shown.CopyToAsync(Stream.Null, cancelled);
        return await shown.VerdictAsync(cancelled);
    }

    private static Task Clear(
        VestibuleDb db,
        SealedFile file,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var leading = file.PartOf ?? file.Id;
        // An original speaks for what was made of it.
        var seen =
            file.Kind is FileKinds.Original
                ? db.Set<SealedFile>().Where(f => f.Id == leading || f.PartOf == leading)
                : db.Set<SealedFile>().Where(f => f.Id == file.Id);
        return seen.Where(f => f.Finding == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(f => f.ScannedOn, (DateTimeOffset?)at),
                cancelled
            );
    }

    private async Task Condemn(
        VestibuleDb db,
        SealedFile file,
        string signature,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var leading = file.PartOf ?? file.Id;
        var rows = await db.Set<SealedFile>()
            .AsNoTracking()
            .Where(f => (f.Id == leading || f.PartOf == leading) && f.Finding == null)
            .ToListAsync(cancelled);
        var document = await FindOwner.Run(db, leading, cancelled);
        // Gone meanwhile, or another instance was first.
        if (rows.Count == 0)
        {
            return;
        }

        var words = $"infected: {signature}";
        var deed = new Deed(
            document?.IdentityCheck!.BusinessId ?? 0,
            [.. rows.Select(row => new Step.Update(row with { Finding = signature }))],
            document is null
                ? []
                : [FindOwner.Line(document, leading, JournalAction.Refusal, words, at)]
        );
        if (await writer.Write(deed, cancelled) is not (Written.Done or Written.Lost))
        {
            throw new TimeoutException("What the virus scanner found was not written down.");
        }
    }
}
