using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Documents;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Looks at what is left and lists everything that is not as it must be: acknowledged and gone, half there, orphaned, or
/// not told of in the journal.
/// </summary>
internal sealed partial class Oracle(VestibuleApp app, HttpClient admin, Ledger ledger)
{
    private readonly List<string> faults = [];

    public async Task<IReadOnlyList<string>> Look()
    {
        await Acknowledged();
        await Files();
        await Agreement();
        await Journal();
        await Orphans();
        return faults;
    }

    private async Task Acknowledged()
    {
        await using var db = app.Db();
        var checks = await db.IdentityChecks.AsNoTracking().ToDictionaryAsync(c => c.Id);
        foreach (var (id, name) in ledger.Checks)
        {
            if (!checks.TryGetValue(id, out var check) || check.Name != name)
            {
                faults.Add($"check {id} was acknowledged and is not there");
            }
        }

        foreach (var (id, status) in ledger.Decisions)
        {
            if (checks.TryGetValue(id, out var check) && (int)check.VerificationStatus != status)
            {
                faults.Add($"check {id} was decided {status} and is {check.VerificationStatus}");
            }
        }
    }

    private async Task Agreement()
    {
        await using var db = app.Db();
        var files = await db.Set<SealedFile>().AsNoTracking().ToListAsync();
        var rows = files.Where(f => f.PartOf is null).Select(f => f.Id).ToHashSet();
        Parts(files, rows);
        var documents = await db
            .CheckDocuments.AsNoTracking()
            .Include(d => d.IdentityCheck)
            .ToListAsync();
        foreach (var document in documents)
        {
            faults.AddRange(
                document
                    .Files.Where(file => !rows.Remove(file))
                    .Select(file => $"document {document.Id} names file {file}, which has no row")
            );
            var (own, parent) = (
                document.VerificationStatus,
                document.IdentityCheck!.VerificationStatus
            );
            if (
                !own.IsDecided
                && own
                    != (
                        parent is VerificationStatus.Submitted
                            ? VerificationStatus.Submitted
                            : VerificationStatus.Pending
                    )
            )
            {
                faults.Add($"document {document.Id} is {own} and its check {parent}");
            }
        }

        faults.AddRange(rows.Select(file => $"file {file} has a row and no document"));
    }

    // Beside what is given out there are what was handed in and what people look at, once each.
    private void Parts(List<SealedFile> files, HashSet<Guid> leading)
    {
        var parts = files.Where(f => f.PartOf is not null).ToLookup(f => f.PartOf!.Value);
        faults.AddRange(
            parts
                .Where(part => !leading.Contains(part.Key))
                .Select(part => $"{part.Count()} files are parts of file {part.Key}, which is gone")
        );
        faults.AddRange(
            leading
                .Where(file =>
                    !parts[file]
                        .Select(part => part.Kind)
                        .Order()
                        .SequenceEqual([FileKinds.Original, FileKinds.Album])
                )
                .Select(file => $"file {file} has {parts[file].Count()} parts of the wrong kinds")
        );
    }

    private async Task Journal()
    {
        var verify = ActivatorUtilities.CreateInstance<VerifyChain>(app.Services);
        await foreach (var (business, finding) in verify.RunAll(CancellationToken.None))
        {
            if (finding is ChainFinding.Broken(var sequence, var why))
            {
                faults.Add($"chain {business}, line {sequence} {why}");
            }
        }

        await using var db = app.Db();
        var told = await db
            .JournalEntries.Where(e =>
                e.Entity == "CoworkerIdentityCheck" && e.Action == JournalAction.Create
            )
            .GroupBy(e => e.EntityId)
            .ToDictionaryAsync(g => g.Key, g => g.Count());
        var rows = await db.IdentityChecks.Select(c => c.Id).ToListAsync();
        faults.AddRange(
            rows.Where(id => told.GetValueOrDefault(id) != 1)
                .Select(id => $"check {id} is told of {told.GetValueOrDefault(id)} times")
        );
        if (told.Count != rows.Count)
        {
            faults.Add($"{told.Count} checks are told of and {rows.Count} are there");
        }
    }

    // Promises run out after a day, so the sweep is asked as if two had passed.
    private async Task Orphans()
    {
        var vault = app.Services.GetRequiredService<FileVault>();
        await vault.SweepAsync(TimeProvider.System.GetUtcNow().AddDays(2), CancellationToken.None);
        await using var db = app.Db();
        var rows = await db.Set<SealedFile>().Select(f => f.Id).ToHashSetAsync();
        var folder = app.Services.GetRequiredService<FileVaultOptions>().Folder;
        Directory.CreateDirectory(folder);
        var names = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .ToList();
        faults.AddRange(
            names
                .Where(name => !Guid.TryParse(name, out var id) || !rows.Contains(id))
                .Select(name => $"{name} is nobody's")
        );
        if (names.Count != rows.Count)
        {
            faults.Add($"{names.Count} files lie there for {rows.Count} rows");
        }

        if (await db.Set<FileIntent>().AnyAsync())
        {
            faults.Add("promises are left");
        }

        var evidence = await app
            .Services.GetRequiredService<VerifyEvidence>()
            .Run(CancellationToken.None);
        if (!evidence.Holds)
        {
            faults.Add(
                $"evidence: {evidence.Missing.Count} missing, {evidence.Untracked.Count + evidence.Others} untracked, {evidence.Mismatched.Count} mismatched"
            );
        }
    }
}
