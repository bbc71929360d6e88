using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Vestibule.Demo;

/// <summary>A colour, 8 bits a channel.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue);

/// <summary>
/// A picture nobody can mistake for somebody's papers: a coloured card with SPECIMEN across it, as PNG
/// (ISO/IEC 15948: signature, IHDR, one IDAT, IEND; 8-bit RGB, no filter).
/// </summary>
public sealed class SpecimenPicture
{
    private const int Width = 640;
    private const int Height = 400;
    private readonly byte[] pixels = new byte[Width * Height * 3];

    private SpecimenPicture() { }

    /// <param name="label">A few capital letters for the lower line.</param>
    public static byte[] Png(string label, Colour card)
    {
        var picture = new SpecimenPicture();
        picture.Fill(0, 0, Width, Height, new Colour(244, 244, 240));
        picture.Fill(24, 24, Width - 48, Height - 48, card);
        picture.Fill(48, 72, 144, 184, new Colour(250, 250, 250));
        picture.Fill(96, 104, 48, 56, card);
        picture.Fill(76, 176, 88, 64, card);
        picture.Write("SPECIMEN", 216, 112, 8, new Colour(250, 250, 250));
        picture.Write(label, 216, 200, 5, new Colour(250, 250, 250));
        picture.Write("NOBODY REAL", 48, 300, 6, new Colour(250, 250, 250));
        return picture.Encode();
    }

    private void Write(string text, int left, int top, int size, Colour ink)
    {
        foreach (var letter in text)
        {
            var rows = Letters.Rows(letter);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < Letters.Width; column++)
                {
                    if ((rows[row] >> (Letters.Width - 1 - column) & 1) == 1)
                    {
                        Fill(left + (column * size), top + (row * size), size, size, ink);
                    }
                }
            }

            left += (Letters.Width + 1) * size;
        }
    }

    private void Fill(int left, int top, int width, int height, Colour colour)
    {
        for (var y = top; y < Math.Min(top + height, Height); y++)
        {
            for (var x = left; x < Math.Min(left + width, Width); x++)
            {
                var at = ((y * Width) + x) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (
                    colour.Red,
                    colour.Green,
                    colour.Blue
                );
            }
        }
    }

    private byte[] Encode()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Deflated());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private byte[] Deflated()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, y * Width * 3, Width * 3);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        png.Write(number);
    }
}
