using System.Buffers;
using System.Buffers.Binary;

namespace Vestibule.Vision;

/// <summary>
/// JPEG, marker by marker (ITU-T T.81, annex B). Goes on to the end-of-image marker: telephones put second pictures and
/// films behind it, which are left there.
/// </summary>
internal ref struct JpegWalk(ReadOnlySpan<byte> file, Limits limits)
{
    private const int Jfif = 14;
    private const int Adobe = 12;

    private readonly ReadOnlySpan<byte> file = file;
    private readonly ArrayBufferWriter<byte> bare = new(Math.Max(file.Length, 16));
    private readonly SortedDictionary<int, byte[]> profile = [];
    private (int Width, int Height)? frame;
    private int orientation = 1;
    private int scans;
    private bool extras;
    private int at = 2;

    public static Walked Of(ReadOnlySpan<byte> file, Limits limits) =>
        file is [0xFF, 0xD8, ..] ? new JpegWalk(file, limits).Run() : Refusal.Damaged;

    private Walked Run()
    {
        bare.Write(file[..2]);
        while (true)
        {
            if (!ToMarker())
                return Refusal.CutShort;
            var marker = file[at + 1];
            if (marker == 0xD9)
                return End();
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                (at, extras) = (at + 2, true);
                continue;
            }
            if (marker is 0xD8 or 0x00)
                return Refusal.Damaged;
            if (at + 4 > file.Length)
                return Refusal.CutShort;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2)
                return Refusal.Damaged;
            if (at + 2 + length > file.Length)
                return Refusal.CutShort;
            if (Segment(marker, file.Slice(at + 4, length - 2)) is { } why)
                return why;
            at += 2 + length;
            if (marker == 0xDA && !SkipScan())
                return Refusal.CutShort;
        }
    }

    /// <summary>Decoders pass over what lies between segments, and so does this.</summary>
    private bool ToMarker()
    {
        while (at + 1 < file.Length && (file[at] != 0xFF || file[at + 1] == 0xFF))
        {
            extras |= file[at] != 0xFF;
            at++;
        }
        return at + 1 < file.Length;
    }

    private Refusal? Segment(byte marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                Keep(marker, body);
                return Frame(body);
            case 0xC4 or 0xDB or 0xDD:
                Keep(marker, body);
                return null;
            case 0xDA:
                Keep(marker, body);
                return frame is null ? Refusal.Damaged
                    : ++scans > limits.Scans ? Refusal.Unusual
                    : null;
            // Lossless, hierarchical and arithmetic coding: nobody's camera does those.
            case (>= 0xC3 and <= 0xCF) or 0xDC or 0xDE or 0xDF:
                return Refusal.Unusual;
            // The smallest there is: a thumbnail, or whatever else rides behind, is left.
            case 0xE0 when body.StartsWith("JFIF\0"u8) && body.Length >= Jfif:
                Keep(marker, (byte[])[.. body[..(Jfif - 2)], 0, 0]);
                extras |= body.Length > Jfif;
                return null;
            // Says whether the colours are YCC and, of four, whether they are inverted.
            case 0xEE when body.StartsWith("Adobe"u8) && body.Length >= Adobe:
                Keep(marker, body[..Adobe]);
                extras |= body.Length > Adobe;
                return null;
            case 0xE1 when body.StartsWith("Exif\0\0"u8) && orientation == 1:
                orientation = Orientation.In(body[6..]);
                break;
            case 0xE2 when body.StartsWith("ICC_PROFILE\0"u8) && body.Length > 14:
                profile[body[12]] = body[14..].ToArray();
                break;
        }
        extras = true;
        return null;
    }

    private Refusal? Frame(ReadOnlySpan<byte> body)
    {
        if (frame is not null || body.Length < 6)
            return Refusal.Damaged;
        var height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        frame = (width, height);
        return body[0] != 8 || body[5] is not (1 or 3 or 4)
            ? Refusal.Unusual
            : limits.Against(width, height, body[5]);
    }

    private bool SkipScan()
    {
        var start = at;
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
                return false;
            at += next;
            if (file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                break;
            at += file[at + 1] == 0xFF ? 1 : 2;
        }
        bare.Write(file[start..at]);
        return true;
    }

    private void Keep(byte marker, ReadOnlySpan<byte> body)
    {
        bare.Write(
            (ReadOnlySpan<byte>)
                [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]
        );
        bare.Write(body);
    }

    private Walked End()
    {
        if (frame is not var (width, height) || scans == 0)
            return Refusal.Damaged;
        bare.Write((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        var colours = profile.Values.Sum(part => part.Length);
        return new Walked.Fit(
            new Shape(
                width,
                height,
                orientation,
                colours > 0 && colours <= limits.ProfileBytes
                    ? [.. profile.Values.SelectMany(part => part)]
                    : null
            ),
            bare.WrittenSpan.ToArray(),
            extras || at + 2 < file.Length
        );
    }
}
