using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>Reading a sealed file through finds whatever was done to it.</summary>
public sealed class CheckFileTests
{
    private const int Header = 165;
    private const int Page = 65_536;
    private const int Tag = 16;

    /// <summary>One bit in each region of a file of three segments.</summary>
    public static TheoryData<string, int> Regions =>
        new()
        {
            { "magic", 0 },
            { "algorithm", 4 },
            { "file", 5 },
            { "coworker", 21 },
            { "business", 37 },
            { "check", 53 },
            { "document", 69 },
            { "slot", 88 },
            { "kind", 92 },
            { "wrapped key", 93 },
            { "wrapped key's end", 156 },
            { "nonce prefix", 157 },
            { "segment size", 164 },
            { "first segment", Header },
            { "first segment's end", Header + Page - 1 },
            { "first tag", Header + Page },
            { "second segment", Header + Page + Tag },
            { "second tag", Header + Page + Tag + Page },
            { "last segment", Header + (2 * (Page + Tag)) },
            { "last tag", Header + (2 * (Page + Tag)) + 10_000 },
            { "last byte", Header + (2 * (Page + Tag)) + 10_000 + Tag - 1 },
        };

    [DatabaseTheory(Only = "Sqlite")]
    public async Task EverySingleFlippedBitIsFound(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await Kept(box, RandomNumberGenerator.GetBytes(200));
        var path = box.PathOf(file);
        var bytes = await File.ReadAllBytesAsync(path);
        (await Check(box, file)).ShouldBe(FileState.Sound);
        var unseen = new List<int>();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            Flip(path, bytes, bit);
            if (await Check(box, file) is not FileState.Changed)
                unseen.Add(bit);
        }

        unseen.ShouldBeEmpty($"of {bytes.Length * 8} bits");
        await File.WriteAllBytesAsync(path, bytes);
        (await Check(box, file)).ShouldBe(FileState.Sound);
    }

    [Theory, MemberData(nameof(Regions))]
    public async Task OneBitInAnyRegionIsFoundAndNotServed(string region, int at)
    {
        await using var database = await TestDatabase.On(
            Vestibule.Database.DatabaseProvider.Sqlite
        );
        using var box = new VaultBox(database);
        var plain = RandomNumberGenerator.GetBytes((2 * Page) + 10_000);
        var file = await Kept(box, plain);
        var path = box.PathOf(file);
        Flip(path, await File.ReadAllBytesAsync(path), at * 8);

        (await Check(box, file)).ShouldBe(FileState.Changed, region);
        var served = new MemoryStream();
        await Should.ThrowAsync<SealBrokenException>(async () =>
        {
            await using var stream = await box.Vault.OpenAsync(file, box.Binding, default);
            await stream!.CopyToAsync(served);
        });
        // What came before it is right; nothing of what came after.
        plain.AsSpan().StartsWith(served.ToArray()).ShouldBeTrue(region);
        served.Length.ShouldBeLessThan(plain.Length);
    }

    [DatabaseTheory]
    public async Task CutExtendedSwappedAndMissingFilesAreFound(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var (one, two) = (await Kept(box, new byte[70_000]), await Kept(box, new byte[70_000]));
        var (path, other) = (box.PathOf(one), box.PathOf(two));
        var bytes = await File.ReadAllBytesAsync(path);

        await File.WriteAllBytesAsync(path, bytes[..^1]);
        (await Check(box, one)).ShouldBe(FileState.Changed, "cut");
        await File.WriteAllBytesAsync(path, [.. bytes, 0]);
        (await Check(box, one)).ShouldBe(FileState.Changed, "extended");
        File.Copy(other, path, overwrite: true);
        (await Check(box, one)).ShouldBe(FileState.Changed, "another file's bytes");
        File.Delete(path);
        (await Check(box, one)).ShouldBe(FileState.Missing);
        (await Check(box, two)).ShouldBe(FileState.Sound);
        await using var db = box.Open();
        await db.Set<SealedFile>().Where(f => f.Id == one.Id).ExecuteDeleteAsync();
        (await Check(box, one)).ShouldBeNull("its row is gone as well");
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task ARowThatSaysSomethingElseIsFound(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await Kept(box, new byte[300]);
        byte[] other = [.. file.WrappedKey[..^1], (byte)(file.WrappedKey[^1] ^ 1)];
        foreach (
            var row in (SealedFile[])
                [
                    file with
                    {
                        Kind = 2,
                    },
                    file with
                    {
                        Slot = 3,
                    },
                    file with
                    {
                        DocumentKey = Guid.NewGuid(),
                    },
                    file with
                    {
                        CheckKey = Guid.NewGuid(),
                    },
                    file with
                    {
                        BusinessKey = Guid.NewGuid(),
                    },
                    file with
                    {
                        WrappedKey = other,
                    },
                    file with
                    {
                        Sha256 = new byte[32],
                    },
                    file with
                    {
                        Checksum = new byte[16],
                    },
                    file with
                    {
                        Length = 299,
                        SealedLength = file.SealedLength - 1,
                    },
                ]
        )
            (await Check(box, row)).ShouldBe(FileState.Changed);
    }

    [DatabaseTheory]
    public async Task AnErasedPersonsFileIsComparedAndALostKeyIsTold(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await Kept(box, new byte[300]);
        (await Check(box, file with { CoworkerKey = Guid.NewGuid() })).ShouldBe(FileState.Keyless);
        await box.Keys.ShredAsync(box.Coworker, default);
        (await Check(box, file)).ShouldBe(FileState.Erased);
        var path = box.PathOf(file);
        Flip(path, await File.ReadAllBytesAsync(path), (Header + 7) * 8);
        (await Check(box, file)).ShouldBe(FileState.Changed);
    }

    private static async Task<SealedFile> Kept(VaultBox box, byte[] bytes)
    {
        var file = await box.Staged(bytes);
        (await box.Settle(file)).ShouldBeTrue();
        return file;
    }

    private static Task<FileState?> Check(VaultBox box, SealedFile file) =>
        box.Vault.CheckAsync(file, (_, _) => Task.CompletedTask, default);

    private static void Flip(string path, byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        File.WriteAllBytes(path, changed);
    }
}
