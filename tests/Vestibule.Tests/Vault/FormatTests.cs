using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>
/// A second reader of the format, written from its description with nothing but AES: what it cannot open, nobody could
/// after a disaster. The row is not looked at.
/// </summary>
public sealed class FormatTests
{
    [DatabaseTheory(Only = "Sqlite")]
    public async Task FileIsReadFromItsDescription(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var key = await box.Keys.ForAsync(box.Coworker, box.Binding.Business, default);
        foreach (var size in (int[])[1, 200, 65_536, 65_537, 131_072, 200_000])
        {
            var plain = RandomNumberGenerator.GetBytes(size);
            var file = await box.Staged(plain);
            var bytes = await File.ReadAllBytesAsync(box.PathOf(file));
            Read(bytes, key!.ForFiles).ShouldBe(plain);
            bytes.Length.ShouldBe(165 + size + (16 * ((size + 65_535) / 65_536)));
        }
    }

    private static byte[] Read(byte[] file, byte[] coworkerKey)
    {
        var header = file[..165];
        Encoding.ASCII.GetString(header[..4]).ShouldBe("VSF1");
        header[4].ShouldBe((byte)1);
        header[164].ShouldBe((byte)16);
        var key = FileKey(header, coworkerKey);
        using var aes = new AesGcm(key, 16);
        byte[] bound = [.. SHA256.HashData(header), .. header[5..21]];
        var plain = new List<byte>();
        var rest = file[165..];
        for (var counter = 0; rest.Length > 0; counter++)
        {
            var size = Math.Min(rest.Length, 65_536 + 16);
            var nonce = new byte[12];
            header[157..164].CopyTo(nonce, 0);
            BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(7), counter);
            nonce[11] = (byte)(size == rest.Length ? 1 : 0);
            var text = new byte[size - 16];
            aes.Decrypt(nonce, rest.AsSpan(0, size - 16), rest.AsSpan(size - 16, 16), text, bound);
            plain.AddRange(text);
            rest = rest[size..];
        }
        return [.. plain];
    }

    private static byte[] FileKey(byte[] header, byte[] coworkerKey)
    {
        var wrapped = header[93..157];
        byte[] bound =
        [
            .. Text("vestibule wrap 1"),
            .. Text("Coworker"),
            .. Text(new Guid(header.AsSpan(21, 16), bigEndian: true).ToString("D")),
            .. One,
            .. Text("File"),
            .. Text(new Guid(header.AsSpan(5, 16), bigEndian: true).ToString("D")),
            .. One,
            .. header[37..93],
        ];
        var key = new byte[32];
        using var aes = new AesGcm(coworkerKey, 16);
        aes.Decrypt(
            wrapped.AsSpan(4, 12),
            wrapped.AsSpan(16, 32),
            wrapped.AsSpan(48, 16),
            key,
            bound
        );
        return key;
    }

    private static byte[] One => [1, 0, 0, 0];

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
