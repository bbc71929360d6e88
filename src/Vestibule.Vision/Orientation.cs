using System.Buffers.Binary;

namespace Vestibule.Vision;

/// <summary>The one member of EXIF that matters: which side is up (EXIF 2.32, 4.6.4, tag 0x0112).</summary>
internal static class Orientation
{
    private const int Upright = 1;
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;
    private const int EntryBytes = 12;

    /// <param name="tiff">The TIFF structure EXIF consists of. Whatever is wrong with it, the answer is "upright".</param>
    public static int In(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return Upright;
        var little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8))
            return Upright;
        var start = Long(tiff[4..], little);
        if (start > (uint)tiff.Length - 2)
            return Upright;
        var entries = tiff[(int)start..];
        var count = Word(entries, little);
        entries = entries[2..];
        for (var n = 0; n < count && entries.Length >= EntryBytes; n++)
        {
            if (
                Word(entries, little) == Tag
                && Word(entries[2..], little) == Short
                && Long(entries[4..], little) == 1
            )
                return Word(entries[8..], little) is var value and >= 1 and <= 8 ? value : Upright;
            entries = entries[EntryBytes..];
        }
        return Upright;
    }

    private static ushort Word(ReadOnlySpan<byte> at, bool little) =>
        little
            ? BinaryPrimitives.ReadUInt16LittleEndian(at)
            : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Long(ReadOnlySpan<byte> at, bool little) =>
        little
            ? BinaryPrimitives.ReadUInt32LittleEndian(at)
            : BinaryPrimitives.ReadUInt32BigEndian(at);
}
