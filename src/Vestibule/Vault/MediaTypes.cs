using System.Buffers.Binary;

namespace Vestibule.Vault;

/// <summary>What a file is, by its first bytes alone; names and headers are claims.</summary>
public static class MediaTypes
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string WebP = "image/webp";
    public const string Heic = "image/heic";
    public const string Heif = "image/heif";
    public const string Pdf = "application/pdf";

    /// <summary>The media type of an accepted kind of file, or null.</summary>
    /// <param name="head">The first bytes; 64 are enough.</param>
    public static string? MediaTypeOf(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [.. var start] when start.StartsWith("%PDF-"u8) => Pdf,
            [.. var start] when start.StartsWith("RIFF"u8) && At(start, 8, "WEBP"u8) => WebP,
            [.. var start] when At(start, 4, "ftyp"u8) => Iso(start),
            _ => null,
        };

    /// <summary>
    /// ISO base media (ISO/IEC 14496-12, 4.3): a box of brands. The HEIC brands are of ISO/IEC 23008-12, annex B;
    /// <c>mif1</c> and <c>msf1</c> say only "an image in this container", so the compatible brands decide.
    /// </summary>
    private static string? Iso(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16)
            return null;
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        if (IsHeic(head.Slice(8, 4)))
            return Heic;
        if (!head.Slice(8, 4).SequenceEqual("mif1"u8) && !head.Slice(8, 4).SequenceEqual("msf1"u8))
            return null;
        var avif = false;
        for (var at = 16; at + 4 <= size; at += 4)
        {
            if (IsHeic(head.Slice(at, 4)))
                return Heic;
            avif |= head.Slice(at, 4).StartsWith("avi"u8);
        }
        return avif ? null : Heif;
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8)
        || brand.SequenceEqual("heix"u8)
        || brand.SequenceEqual("heim"u8)
        || brand.SequenceEqual("heis"u8)
        || brand.SequenceEqual("hevc"u8)
        || brand.SequenceEqual("hevx"u8)
        || brand.SequenceEqual("hevm"u8)
        || brand.SequenceEqual("hevs"u8);

    private static bool At(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> what) =>
        bytes.Length >= offset + what.Length
        && bytes.Slice(offset, what.Length).SequenceEqual(what);
}
