using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class FileVaultTests
{
    public static TheoryData<int> Sizes =>
        [
            1,
            Segment.Size - 1,
            Segment.Size,
            Segment.Size + 1,
            2 * Segment.Size,
            (5 * Segment.Size) + 123,
            // The first page and one of the larger ones, to the last byte, and then one byte more.
            Segment.Size + FilePages.Largest,
            Segment.Size + FilePages.Largest + 1,
            // Two segments fill a block of what is written to the last byte, and then one byte more.
            (2 * Segment.Size)
                - FileHeader.Size
                - (2 * Segment.Tag),
            (2 * Segment.Size) - FileHeader.Size - (2 * Segment.Tag) + 1,
            (20 * Segment.Size) + 7,
        ];

    [DatabaseTheory]
    public async Task WhatWentInComesOut(TestDatabase database)
    {
        using var box = new VaultBox(database);
        foreach (var size in Sizes.Select(row => row.Data))
        {
            var plain = RandomNumberGenerator.GetBytes(size);
            var file = await box.Staged(plain);
            file.Length.ShouldBe(size);
            file.Sha256.ShouldBe(SHA256.HashData(plain));
            var onDisk = await File.ReadAllBytesAsync(box.PathOf(file));
            file.Checksum.ShouldBe(XxHash128.Hash(onDisk));
            file.SealedLength.ShouldBe(onDisk.Length);
            (await box.Settle(file)).ShouldBeTrue();
            await using var db = box.Open();
            var row = await db.Set<SealedFile>().AsNoTracking().SingleAsync(f => f.Id == file.Id);
            row.Binding.ShouldBe(box.Binding);
            row.CreatedOn.ShouldBe(box.Now);
            (await box.Read(row)).ShouldBe(plain);
        }
        await using var end = box.Open();
        (await end.Set<FileIntent>().CountAsync()).ShouldBe(0);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task LimitIsTheLastByteTaken(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var plain = RandomNumberGenerator.GetBytes((2 * Segment.Size) + 10);
        (await box.Stage(plain, plain.Length)).ShouldBeOfType<Staging.Staged>();
        var kept = box.OnDisk();
        (await box.Stage(plain, plain.Length - 1)).ShouldBeOfType<Staging.TooLarge>();
        (await box.Stage(plain[..10], 9)).ShouldBeOfType<Staging.TooLarge>();
        box.OnDisk().ShouldBe(kept);
        await using var db = box.Open();
        (await db.Set<FileIntent>().CountAsync()).ShouldBe(1);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task UnknownAndEmptyFilesLeaveNothing(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var seen = 0;
        var intake = new Intake(
            box.Binding,
            box.Coworker,
            1_000_000,
            head =>
            {
                seen = head.Length;
                return MediaTypes.MediaTypeOf(head.Span);
            }
        );
        using var large = new MemoryStream(new byte[100_000]);
        (
            await box.Vault.StageAsync(large, intake, box.Now, default)
        ).ShouldBeOfType<Staging.NotAccepted>();
        seen.ShouldBe(Segment.Size);
        (await box.Stage([])).ShouldBeOfType<Staging.Empty>();
        box.OnDisk().ShouldBeEmpty();
        await using var db = box.Open();
        (await db.Set<FileIntent>().CountAsync()).ShouldBe(0);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task BrokenSourceLeavesNothing(TestDatabase database)
    {
        using var box = new VaultBox(database);
        await Should.ThrowAsync<IOException>(() => box.Stage(new BreakingStream(3 * Segment.Size)));
        box.OnDisk().ShouldBeEmpty();
        await using var db = box.Open();
        (await db.Set<FileIntent>().CountAsync()).ShouldBe(0);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task PlaintextIsNowhereInTheFolder(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var words = Encoding.ASCII.GetBytes("Marker of a person's paper. ");
        var plain = Enumerable.Repeat(words, 8000).SelectMany(w => w).ToArray();
        var file = await box.Staged(plain);
        await box.Settle(file);
        await box.Stage(plain, plain.Length - 1);
        var files = Directory.GetFiles(box.Folder, "*", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(1);
        foreach (var path in files)
            (await File.ReadAllBytesAsync(path))
                .AsSpan()
                .IndexOf("Marker of a person"u8)
                .ShouldBe(-1);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task AbandonedAndShreddedFilesAreGone(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged([1, 2, 3]);
        await box.Vault.AbandonAsync([file]);
        box.OnDisk().ShouldBeEmpty();
        (await box.Settle(file)).ShouldBeFalse();
        var saved = await box.Staged([1, 2, 3]);
        await box.Settle(saved);
        // A second name keeps the bytes in reach, to see what became of them.
        var witness = Path.Combine(box.Folder, "witness");
        box.Fs.Link(box.PathOf(saved), witness);
        box.Vault.Shred([saved.Id, Guid.NewGuid()]).ShouldBe(1);
        box.Vault.Shred([saved.Id]).ShouldBe(0);
        (await File.ReadAllBytesAsync(witness))[..FileHeader.Size].ShouldAllBe(b => b == 0);
    }

    /// <summary>Gives so many bytes, then fails.</summary>
    private sealed class BreakingStream(int good) : MemoryStream(new byte[good])
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0
                ? read
                : throw new IOException();
    }
}
