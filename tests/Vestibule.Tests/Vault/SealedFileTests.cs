using System.Security.Cryptography;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class SealedFileTests
{
    [DatabaseTheory(Only = "Sqlite")]
    public async Task EveryFlippedBitOfTheContainerIsRefused(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var plain = RandomNumberGenerator.GetBytes(200);
        var file = await box.Staged(plain);
        var path = box.PathOf(file);
        var good = await File.ReadAllBytesAsync(path);
        good.Length.ShouldBe((int)file.SealedLength);
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] changed = [.. good];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, changed);
            await Refused(() => box.Read(file), $"bit {bit}");
        }
        await File.WriteAllBytesAsync(path, good);
        (await box.Read(file)).ShouldBe(plain);
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task EveryFlippedBitOfTheRowsKeyIsRefused(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged([1, 2, 3]);
        for (var bit = 0; bit < file.WrappedKey.Length * 8; bit++)
        {
            byte[] changed = [.. file.WrappedKey];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await Refused(() => box.Read(file with { WrappedKey = changed }), $"bit {bit}");
        }
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task FileOpensOnlyWhereItBelongs(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged([1, 2, 3]);
        var b = box.Binding;
        Binding[] wrong =
        [
            b with
            {
                Business = Guid.NewGuid(),
            },
            b with
            {
                Check = Guid.NewGuid(),
            },
            b with
            {
                Document = Guid.NewGuid(),
            },
            b with
            {
                Slot = b.Slot + 1,
            },
            b with
            {
                Kind = b.Kind + 1,
            },
            b with
            {
                Check = b.Document,
                Document = b.Check,
            },
            b with
            {
                Slot = b.Kind,
                Kind = b.Slot,
            },
        ];
        foreach (var binding in wrong)
            await Refused(() => box.Read(file, binding), binding.ToString());
        var other = await box.Staged([4, 5, 6]);
        await Refused(
            () => box.Read(file with { WrappedKey = other.WrappedKey }),
            "another file's key"
        );
        await Refused(() => box.Read(file with { Id = other.Id }), "another file's bytes");
        await Refused(() => box.Read(file with { Id = Guid.NewGuid() }), "missing");
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task CutExtendedAndReorderedFilesAreRefused(TestDatabase database)
    {
        using var box = new VaultBox(database);
        const int sealedSegment = Segment.Size + Segment.Tag;
        var file = await box.Staged(RandomNumberGenerator.GetBytes((3 * Segment.Size) + 17));
        var path = box.PathOf(file);
        var good = await File.ReadAllBytesAsync(path);
        var segments = good[FileHeader.Size..].Chunk(sealedSegment).ToArray();
        byte[] header = good[..FileHeader.Size];
        byte[][] bad =
        [
            good[..^1],
            good[..^(17 + Segment.Tag)],
            [.. good, 0],
            [.. good, .. segments[3]],
            [.. header, .. segments[1], .. segments[0], .. segments[2], .. segments[3]],
            [.. header, .. segments[0], .. segments[2], .. segments[1], .. segments[3]],
            [.. header, .. segments[0], .. segments[0], .. segments[2], .. segments[3]],
            [.. header, .. segments[0], .. segments[1], .. segments[2]],
            header,
            [],
        ];
        foreach (var (changed, i) in bad.Select((c, i) => (c, i)))
        {
            await File.WriteAllBytesAsync(path, changed);
            await Refused(() => box.Read(file), $"case {i}");
            // Also with a row that was made to agree with the length on the disk.
            var length =
                changed.Length
                - FileHeader.Size
                - (16 * (((changed.Length - FileHeader.Size) / sealedSegment) + 1));
            await Refused(
                () =>
                    box.Read(
                        file with
                        {
                            SealedLength = changed.Length,
                            Length = Math.Max(0, length),
                        }
                    ),
                $"case {i}, agreeing row"
            );
        }
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task BadLaterSegmentBreaksTheTransferAfterGoodOnes(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var plain = RandomNumberGenerator.GetBytes(2 * Segment.Size);
        var file = await box.Staged(plain);
        var path = box.PathOf(file);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await using var stream = await box.Vault.OpenAsync(file, box.Binding, default);
        var first = new byte[Segment.Size];
        await stream!.ReadExactlyAsync(first);
        first.ShouldBe(plain[..Segment.Size]);
        await Should.ThrowAsync<SealBrokenException>(async () =>
            await stream.ReadExactlyAsync(new byte[1])
        );
    }

    [DatabaseTheory]
    public async Task ShreddedPersonsFilesDoNotOpen(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged([1, 2, 3]);
        await box.Keys.ShredAsync(box.Coworker, default);
        (await box.Vault.OpenAsync(file, box.Binding, default)).ShouldBeNull();
        (await box.Stage([1])).ShouldBeOfType<Staging.Erased>();
    }

    private static async Task Refused(Func<Task> read, string why) =>
        await Should.ThrowAsync<SealBrokenException>(read, why);
}
