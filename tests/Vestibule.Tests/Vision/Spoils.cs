using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Ways to spoil a good file, some of them so that its own checks do not notice.</summary>
internal static class Spoils
{
    public static byte[] Cut(byte[] good, int percent) =>
        good[..(int)((long)good.Length * percent / 100)];

    /// <summary>Cut, and then ended as if that had been all, so that it gets as far as the decoder.</summary>
    public static byte[] Closed(MediaKind kind, byte[] good, int percent)
    {
        var cut = Cut(good, percent);
        return kind switch
        {
            MediaKind.Jpeg => [.. cut, 0xFF, 0xD9],
            MediaKind.Png => ClosedPng(cut),
            MediaKind.WebP => ClosedWebP(cut),
            MediaKind.Heic => ClosedHeic(cut),
            MediaKind.Pdf => [.. cut, .. "\nstartxref\n0\n%%EOF"u8],
        };
    }

    public static byte[] Flipped(byte[] good, Random random)
    {
        var flipped = (byte[])good.Clone();
        for (var n = random.Next(1, 60); n > 0; n--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    /// <summary>A PNG whose checksums are right again as far as its chunks can be followed.</summary>
    public static byte[] Resealed(byte[] png)
    {
        foreach (var (at, length) in Chunks(png))
            BinaryPrimitives.WriteUInt32BigEndian(
                png.AsSpan(at + 8 + length),
                Crc32.HashToUInt32(png.AsSpan(at + 4, length + 4))
            );
        return png;
    }

    /// <summary>A PNG whose rows are spoiled before they are packed: nothing but the rows themselves is wrong.</summary>
    public static byte[] FlippedWithin(byte[] png, Random random)
    {
        using var rows = new MemoryStream();
        using (var unpack = new ZLibStream(new MemoryStream(Data(png)), CompressionMode.Decompress))
            unpack.CopyTo(rows);
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest))
            pack.Write(Flipped(rows.ToArray(), random));
        var first = Chunks(png).First(chunk => Is(png, chunk.At, "IDAT"u8)).At;
        return
        [
            .. png[..first],
            .. Encoded.Chunk("IDAT", packed.ToArray()),
            .. Encoded.Chunk("IEND", []),
        ];
    }

    public static byte[] Noisy(byte[] good, Random random)
    {
        var noisy = (byte[])good.Clone();
        var from = random.Next(noisy.Length / 4, noisy.Length);
        random.NextBytes(noisy.AsSpan(from, Math.Min(random.Next(1, 400), noisy.Length - from)));
        return noisy;
    }

    private static byte[] ClosedPng(byte[] cut)
    {
        var whole = Chunks(cut).Select(chunk => chunk.At + chunk.Length + 12).LastOrDefault(8);
        if (cut.Length < whole + 8)
            return [.. cut, .. Encoded.Chunk("IEND", [])];
        var name = System.Text.Encoding.Latin1.GetString(cut, whole + 4, 4);
        return
        [
            .. cut[..whole],
            .. Encoded.Chunk(name, cut[(whole + 8)..]),
            .. Encoded.Chunk("IEND", []),
        ];
    }

    private static byte[] ClosedWebP(byte[] cut)
    {
        if (cut.Length < 20)
            return cut;
        BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(4), cut.Length - 8);
        for (var at = 12; at + 8 < cut.Length; )
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(cut.AsSpan(at + 4));
            if (length > cut.Length - at - 8)
                BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(at + 4), cut.Length - at - 8);
            at += 8 + Math.Min(length, cut.Length) / 2 * 2 + length % 2 * 2;
        }
        return cut;
    }

    private static byte[] ClosedHeic(byte[] cut)
    {
        var data = cut.AsSpan().IndexOf("mdat"u8);
        // No length: to the end of the file.
        if (data >= 4)
            cut.AsSpan(data - 4, 4).Clear();
        return cut;
    }

    private static byte[] Data(byte[] png) =>
        Pieces.Joined(
            Chunks(png)
                .Where(chunk => Is(png, chunk.At, "IDAT"u8))
                .Select(chunk => png[(chunk.At + 8)..(chunk.At + 8 + chunk.Length)])
        );

    private static bool Is(byte[] png, int at, ReadOnlySpan<byte> name) =>
        png.AsSpan(at + 4).StartsWith(name);

    private static IEnumerable<(int At, int Length)> Chunks(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (length < 0 || length > png.Length - at - 12)
                yield break;
            yield return (at, length);
            at += length + 12;
        }
    }
}
