using System.Buffers.Binary;
using System.IO.Compression;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Vision;

/// <summary>What specimens are made of.</summary>
internal static class Pieces
{
    /// <summary>Whether there is time for files whose only harm is how long they take.</summary>
    public static bool IsLong => HowMany.HasTime;

    public static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var sized = (byte[])jpeg.Clone();
        var at = sized.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(at + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(at + 7), (ushort)width);
        return sized;
    }

    /// <summary>A progressive picture whose last pass is repeated.</summary>
    public static byte[] Scans(int count)
    {
        var jpeg = Encoded.Of(Pictures.Card(1200, 900), i => i.JpegsaveBuffer(interlace: true));
        var last = jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        var scan = jpeg[last..^2];
        return
        [
            .. jpeg[..^2],
            .. Enumerable.Repeat(scan[..Math.Min(scan.Length, 2000)], count).SelectMany(b => b),
            0xFF,
            0xD9,
        ];
    }

    public static byte[] Header(int width, int height, byte depth, byte colours, byte[] data)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colours);
        return
        [
            0x89,
            .. "PNG\r\n\u001a\n"u8,
            .. Encoded.Chunk("IHDR", header),
            .. Encoded.Chunk("IDAT", data),
            .. Encoded.Chunk("IEND", []),
        ];
    }

    /// <summary>So many zeros, packed.</summary>
    public static byte[] Packed(int zeros)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var block = new byte[1_000_000];
            for (var left = zeros; left > 0; left -= block.Length)
                pack.Write(block.AsSpan(0, Math.Min(left, block.Length)));
        }
        return packed.ToArray();
    }

    public static byte[] Resized(byte[] heic, int height)
    {
        var at = heic.AsSpan().IndexOf("ispe"u8);
        BinaryPrimitives.WriteInt32BigEndian(heic.AsSpan(at + 8), height * 2);
        BinaryPrimitives.WriteInt32BigEndian(heic.AsSpan(at + 12), height);
        return heic;
    }

    public static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var n = 0; n < depth; n++)
            inner = [.. Be(inner.Length + 8), .. "iprp"u8, .. inner];
        return [.. Be(inner.Length + 12), .. "meta"u8, 0, 0, 0, 0, .. inner];
    }

    public static byte[] Joined(IEnumerable<byte[]> parts)
    {
        using var whole = new MemoryStream();
        foreach (var part in parts)
            whole.Write(part);
        return whole.ToArray();
    }

    public static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    public static byte[] Be(int value) =>
        [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Le(int value) =>
        [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
