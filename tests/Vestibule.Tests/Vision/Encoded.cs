using System.Buffers.Binary;
using System.IO.Hashing;
using NetVips;
using static NetVips.Enums;

namespace Vestibule.Tests.Vision;

/// <summary>Pictures as files of every kind, with what cameras and scanners put around them.</summary>
internal static class Encoded
{
    public static byte[] Jpeg(Picture picture, int quality = 85) =>
        Of(picture, image => image.JpegsaveBuffer(q: quality));

    public static byte[] Of(Picture picture, Func<Image, byte[]> save)
    {
        using var raw = Image.NewFromMemory(
            picture.Pixels,
            picture.Width,
            picture.Height,
            3,
            BandFormat.Uchar
        );
        using var image = raw.Copy(interpretation: Interpretation.Srgb);
        return save(image);
    }

    public static byte[] Cmyk(Image image)
    {
        using var inks = image.IccTransform("cmyk", inputProfile: "srgb");
        return inks.JpegsaveBuffer(q: 92);
    }

    public static byte[] Sixteen(Image image)
    {
        using var deep = image.Colourspace(Interpretation.Rgb16);
        return deep.PngsaveBuffer(bitdepth: 16);
    }

    public static byte[] Transparent(Image image, Func<Image, byte[]> save)
    {
        using var alpha = image.Bandjoin(255);
        return save(alpha);
    }

    public static byte[] Heic(string name)
    {
        using var sample = typeof(Encoded).Assembly.GetManifestResourceStream($"{name}.heic")!;
        var bytes = new byte[sample.Length];
        sample.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>An EXIF body: which side is up, who made it, and where in the world.</summary>
    public static byte[] Exif(int orientation, bool big = false, int type = 3, int count = 1)
    {
        var tiff = new byte[120];
        "Exif\0\0"u8.CopyTo(tiff);
        var body = tiff.AsSpan(6);
        (big ? "MM\0*"u8 : "II*\0"u8).CopyTo(body);
        void Word(Span<byte> at, int value)
        {
            if (big)
                BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value);
        }
        void Long(Span<byte> at, int value)
        {
            if (big)
                BinaryPrimitives.WriteInt32BigEndian(at, value);
            else
                BinaryPrimitives.WriteInt32LittleEndian(at, value);
        }
        Long(body[4..], 8);
        Word(body[8..], 2);
        // Make, ASCII, 8 bytes at 60; Orientation, SHORT as a rule.
        Word(body[10..], 0x010F);
        Word(body[12..], 2);
        Long(body[14..], 8);
        Long(body[18..], 60);
        Word(body[22..], 0x0112);
        Word(body[24..], type);
        Long(body[26..], count);
        Word(body[30..], orientation);
        "canary!\0"u8.CopyTo(body[60..]);
        return tiff;
    }

    /// <summary>A JPEG with more segments behind its first two bytes.</summary>
    public static byte[] WithSegments(byte[] jpeg, params (byte Marker, byte[] Body)[] segments) =>
        [
            .. jpeg[..2],
            .. segments.SelectMany(s =>
                (byte[])
                    [
                        0xFF,
                        s.Marker,
                        (byte)((s.Body.Length + 2) >> 8),
                        (byte)(s.Body.Length + 2),
                        .. s.Body,
                    ]
            ),
            .. jpeg[2..],
        ];

    /// <summary>A PNG with more chunks behind its header.</summary>
    public static byte[] WithChunks(byte[] png, params (string Name, byte[] Body)[] chunks) =>
        [.. png[..33], .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Body)), .. png[33..]];

    public static byte[] Chunk(string name, byte[] body)
    {
        var chunk = new byte[body.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        System.Text.Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(^4),
            Crc32.HashToUInt32(chunk.AsSpan(4..^4))
        );
        return chunk;
    }

    /// <summary>A WebP in its extended form, with EXIF behind the picture (RFC 9649, 2.7).</summary>
    public static byte[] WithExif(byte[] webp, int width, int height, byte[] exif)
    {
        var file = new List<byte>(webp);
        if (!webp.AsSpan(12).StartsWith("VP8X"u8))
        {
            byte[] canvas =
            [
                0,
                0,
                0,
                0,
                (byte)(width - 1),
                (byte)((width - 1) >> 8),
                0,
                (byte)(height - 1),
                (byte)((height - 1) >> 8),
                0,
            ];
            file.InsertRange(12, (byte[])[.. "VP8X"u8, 10, 0, 0, 0, .. canvas]);
        }
        file[20] |= 0x08;
        file.AddRange(
            (byte[])[.. "EXIF"u8, (byte)exif.Length, (byte)(exif.Length >> 8), 0, 0, .. exif]
        );
        if (exif.Length % 2 == 1)
            file.Add(0);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }
}
