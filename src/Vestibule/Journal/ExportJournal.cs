using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>What of the journal is written out.</summary>
/// <param name="Businesses">Chains; all when empty.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public sealed record JournalExcerpt(
    string Folder,
    IReadOnlyList<long> Businesses,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    bool Opened
);

/// <summary>
/// Writes an excerpt of the journal as files that check themselves: the lines, the checkpoints as they lie, the public
/// key, a manifest that says where each chain begins and ends, its signature, and the checker.
/// </summary>
public sealed class ExportJournal(
    IDbContextFactory<VestibuleDb> databases,
    Chain chain,
    Book book,
    CheckpointKey key,
    CheckpointFile checkpoints
)
{
    /// <returns>How many lines were written.</returns>
    public async Task<long> Run(
        JournalExcerpt excerpt,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        Directory.CreateDirectory(
            excerpt.Folder,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        // Read before the lines: what a checkpoint of a running server sees meanwhile need not be among them.
        var witnesses = checkpoints
            .Read()
            .Checkpoints.Select(checkpoint => checkpoint.Line)
            .ToList();
        var ranges = new List<object>();
        var count = 0L;
        await using (var lines = File.CreateText(In(excerpt, "journal.jsonl")))
        {
            foreach (var business in await Chains(excerpt, cancelled))
            {
                var (start, end) = await Write(excerpt, business, lines, cancelled);
                count += end.Sequence - start.Sequence;
                ranges.Add(
                    new
                    {
                        chain = business,
                        after = start.Sequence,
                        digestBefore = Hex(start.Digest),
                        numbersBefore = Hex(start.Numbers!),
                        last = end.Sequence,
                        digest = Hex(end.Digest),
                        numbers = Hex(end.Numbers!),
                    }
                );
            }
        }
        await File.WriteAllLinesAsync(In(excerpt, "checkpoints.jsonl"), witnesses, cancelled);
        await File.WriteAllTextAsync(In(excerpt, "public-key.pem"), key.PublicPem, cancelled);
        await WriteManifest(excerpt, at, ranges, cancelled);
        await WriteChecker(excerpt, cancelled);
        return count;
    }

    private async Task<List<long>> Chains(JournalExcerpt excerpt, CancellationToken cancelled)
    {
        await using var db = databases.CreateDbContext();
        return await db
            .JournalHeads.Where(head =>
                excerpt.Businesses.Count == 0 || excerpt.Businesses.Contains(head.BusinessId)
            )
            .Select(head => head.BusinessId)
            .Order()
            .ToListAsync(cancelled);
    }

    /// <summary>One run of lines without gaps: from the first wanted to the last, so that the chain can be followed.</summary>
    private async Task<(ChainEnd Start, ChainEnd End)> Write(
        JournalExcerpt excerpt,
        long business,
        StreamWriter to,
        CancellationToken cancelled
    )
    {
        await using var db = databases.CreateDbContext();
        var (start, end) = (ChainEnd.Start(business), ChainEnd.Start(business));
        var begun = false;
        var lines = db
            .JournalEntries.AsNoTracking()
            .Where(line => line.BusinessId == business)
            .OrderBy(line => line.Sequence)
            .AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancelled))
        {
            if (begun && line.At >= excerpt.Until)
                break;
            var next = chain.Follow(end, line);
            begun |= !(line.At < excerpt.From || line.At >= excerpt.Until);
            if (begun)
                await to.WriteLineAsync(
                    ExportedLine.Text(
                        line,
                        excerpt.Opened ? await book.Open(line, cancelled) : null
                    )
                );
            else
                start = next;
            end = next;
        }
        return (begun ? start : end, end);
    }

    private async Task WriteManifest(
        JournalExcerpt excerpt,
        DateTimeOffset at,
        List<object> ranges,
        CancellationToken cancelled
    )
    {
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                vestibule = "journal export 1",
                at,
                from = excerpt.From,
                until = excerpt.Until,
                businesses = excerpt.Businesses.Count == 0 ? null : excerpt.Businesses,
                key = key.Id,
                chains = ranges,
                files = new Dictionary<string, string>
                {
                    ["journal.jsonl"] = await Sum(excerpt, "journal.jsonl", cancelled),
                    ["checkpoints.jsonl"] = await Sum(excerpt, "checkpoints.jsonl", cancelled),
                },
            }
        );
        await File.WriteAllBytesAsync(In(excerpt, "manifest.json"), manifest, cancelled);
        await File.WriteAllBytesAsync(
            In(excerpt, "manifest.json.sig"),
            key.Sign(manifest),
            cancelled
        );
    }

    private static async Task WriteChecker(JournalExcerpt excerpt, CancellationToken cancelled)
    {
        await using var from = typeof(ExportJournal).Assembly.GetManifestResourceStream(
            "Vestibule.Journal.check.py"
        )!;
        await using var to = File.Create(In(excerpt, "check.py"));
        await from.CopyToAsync(to, cancelled);
    }

    private static async Task<string> Sum(
        JournalExcerpt excerpt,
        string file,
        CancellationToken cancelled
    )
    {
        await using var bytes = File.OpenRead(In(excerpt, file));
        return Hex(await SHA256.HashDataAsync(bytes, cancelled));
    }

    private static string In(JournalExcerpt excerpt, string file) =>
        Path.Combine(excerpt.Folder, file);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
