using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Vestibule.Tests.Durability;

/// <summary>A real picture of ten megabytes, in as many versions as are wanted that share all but their first bytes.</summary>
internal sealed class BigPicture
{
    private const int Width = 1900;
    private const int Height = 1835;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What follows the beginning of each version.</summary>
    public byte[] Rest { get; } = [.. Chunk("IDAT", Pixels()), .. Chunk("IEND", [])];

    /// <summary>The beginning of one version.</summary>
    public static byte[] Start(int version)
    {
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, Width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), Height);
        (size[8], size[9]) = (8, 2);
        return
        [
            .. Signature,
            .. Chunk("IHDR", size),
            .. Chunk("tEXt", Encoding.ASCII.GetBytes($"Comment\0SPECIMEN {version:D6}")),
        ];
    }

    // Stored, not deflated: large on the way and soon decoded.
    private static byte[] Pixels()
    {
        var row = new byte[1 + (3 * Width)];
        using var bytes = new MemoryStream();
        using (var stored = new ZLibStream(bytes, CompressionLevel.NoCompression))
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                    (row[1 + (3 * x)], row[2 + (3 * x)]) = ((byte)(x / 8), (byte)(y / 8));
                stored.Write(row);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(8 + data.Length),
            Crc(chunk.AsSpan(4, 4 + data.Length))
        );
        return chunk;
    }

    // PNG, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            table[n] = n;
            for (var k = 0; k < 8; k++)
                table[n] = (table[n] & 1) == 0 ? table[n] >> 1 : 0xEDB88320 ^ (table[n] >> 1);
        }

        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }
}
