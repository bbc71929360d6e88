using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>What reading all evidence has shown; files by their GUIDs, each once.</summary>
/// <param name="Files">Read.</param>
/// <param name="Bytes">Read, as they lie on the disk.</param>
/// <param name="Erased">Of these, files of people whose key was shredded: compared, not opened.</param>
/// <param name="Missing">Named by a row or a document, and not there.</param>
/// <param name="Untracked">There, and named by nothing.</param>
/// <param name="Mismatched">Other than when they were written, or bound elsewhere; with the reason.</param>
/// <param name="Others">How many files in the folder are none of this program's.</param>
public sealed record EvidenceCount(
    long Files,
    long Bytes,
    long Erased,
    IReadOnlyCollection<Guid> Missing,
    IReadOnlyCollection<Guid> Untracked,
    IReadOnlyDictionary<Guid, string> Mismatched,
    int Others
)
{
    public bool Holds => (Missing.Count, Untracked.Count, Mismatched.Count, Others) is (0, 0, 0, 0);
}

/// <summary>
/// Reads every sealed file the database knows and looks at everything in their folder; may run beside the server.
/// Changes nothing.
/// </summary>
public sealed class VerifyEvidence(
    FileVault vault,
    FindLooseEnds loose,
    IDbContextFactory<VestibuleDb> databases
)
{
    private const int Batch = 200;

    public async Task<EvidenceCount> Run(CancellationToken cancelled)
    {
        var (files, bytes, erased) = (0L, 0L, 0L);
        var (missing, untracked) = (new SortedSet<Guid>(), new SortedSet<Guid>());
        var mismatched = new SortedDictionary<Guid, string>();
        await foreach (var file in Files(cancelled))
        {
            var state = await vault.CheckAsync(file, (_, _) => Task.CompletedTask, cancelled);
            (files, bytes) = (files + 1, bytes + file.SealedLength);
            erased += state is FileState.Erased ? 1 : 0;
            if (state is FileState.Missing)
            {
                missing.Add(file.Id);
            }
            else if (Why(state) is { } why)
            {
                mismatched[file.Id] = why;
            }
        }

        var ends = await loose.Run(cancelled);
        missing.UnionWith(ends.Missing);
        untracked.UnionWith(ends.Unnamed);
        foreach (var file in ends.Elsewhere)
        {
            mismatched[file] = "belongs elsewhere";
        }

        var strays = await vault.FindStraysAsync(cancelled);
        untracked.UnionWith(strays.Files);
        return new(files, bytes, erased, missing, untracked, mismatched, strays.Others);
    }

    private static string? Why(FileState? state) =>
        state switch
        {
            FileState.Changed => "is not what was written",
            FileState.Unreadable => "the disk does not give it",
            FileState.Keyless => "the key of its person is not there",
            _ => null,
        };

    private async IAsyncEnumerable<SealedFile> Files(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancelled
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        for (var after = Guid.Empty; ; )
        {
            var page = await db.Set<SealedFile>()
                .AsNoTracking()
                .Where(f => f.Id > after)
                .OrderBy(f => f.Id)
                .Take(Batch)
                .ToListAsync(cancelled);
            foreach (var file in page)
            {
                yield return file;
            }

            if (page.Count < Batch)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }
}
