using System.Buffers.Binary;

namespace Vestibule.Vision;

/// <summary>
/// HEIC, box by box (ISO/IEC 14496-12 and 23008-12). Boxes point at each other by their place in the file, so nothing is
/// taken out; only what lies behind the last box is.
/// </summary>
internal ref struct HeifWalk(ReadOnlySpan<byte> file, Limits limits)
{
    private const int DeepestBox = 4;
    private readonly ReadOnlySpan<byte> file = file;
    private (int Width, int Height) largest;
    private bool hasMeta;
    private int items;

    public static Walked Of(ReadOnlySpan<byte> file, Limits limits) =>
        file.Length >= 16 && file[4..].StartsWith("ftyp"u8)
            ? new HeifWalk(file, limits).Run()
            : Refusal.Damaged;

    private Walked Run()
    {
        var at = 0;
        while (at < file.Length && Box(file[at..], out var name, out var body, out var cut))
        {
            if (name.SequenceEqual("moov"u8))
                return Refusal.Animated;
            if (cut)
                return Refusal.CutShort;
            if (name.SequenceEqual("meta"u8))
            {
                hasMeta = true;
                if (body.Length < 4)
                    return Refusal.Damaged;
                if (Inside(body[4..], 1) is { } why)
                    return why;
            }
            at += Head(file[at..]) + body.Length;
        }
        return !hasMeta || largest.Width == 0
            ? at < file.Length || !hasMeta
                ? Refusal.CutShort
                : Refusal.Damaged
            : new Walked.Fit(
                new Shape(largest.Width, largest.Height),
                file[..at].ToArray(),
                HadExtras: true
            );
    }

    private Refusal? Inside(ReadOnlySpan<byte> boxes, int depth)
    {
        while (boxes.Length > 0)
        {
            if (!Box(boxes, out var name, out var body, out var cut) || cut)
                return Refusal.Damaged;
            if (Known(name, body, depth) is { } why)
                return why;
            boxes = boxes[(Head(boxes) + body.Length)..];
        }
        return null;
    }

    private Refusal? Known(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body, int depth)
    {
        if (depth > DeepestBox || ++items > limits.Items * 2)
            return Refusal.Unusual;
        if (name.SequenceEqual("iprp"u8) || name.SequenceEqual("ipco"u8))
            return Inside(body, depth + 1);
        if (name.SequenceEqual("iinf"u8))
        {
            var skip = body is [0, ..] ? 6 : 8;
            return body.Length < skip ? Refusal.Damaged : Inside(body[skip..], depth + 1);
        }
        if (name.SequenceEqual("infe"u8))
            return body is [>= 2, ..] && !IsTaken(body) ? Refusal.Unusual : null;
        if (!name.SequenceEqual("ispe"u8))
            return null;
        if (body.Length < 12)
            return Refusal.Damaged;
        var width = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(body[8..]);
        if (limits.Against(width, height, 4) is { } why)
            return why;
        if ((long)width * height > (long)largest.Width * largest.Height)
            largest = ((int)width, (int)height);
        return null;
    }

    /// <summary>Pictures are HEVC, or put together of such; other codecs in this container are not looked at.</summary>
    private static bool IsTaken(ReadOnlySpan<byte> infe)
    {
        var at = infe[0] == 2 ? 8 : 10;
        if (infe.Length < at + 4)
            return false;
        var type = infe.Slice(at, 4);
        return type.SequenceEqual("hvc1"u8)
            || type.SequenceEqual("grid"u8)
            || type.SequenceEqual("iden"u8)
            || type.SequenceEqual("tmap"u8)
            || type.SequenceEqual("Exif"u8)
            || type.SequenceEqual("mime"u8)
            || type.SequenceEqual("uri "u8);
    }

    private static bool IsKnown(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("ftyp"u8)
        || name.SequenceEqual("meta"u8)
        || name.SequenceEqual("mdat"u8)
        || name.SequenceEqual("idat"u8)
        || name.SequenceEqual("free"u8);

    private static int Head(ReadOnlySpan<byte> box) =>
        BinaryPrimitives.ReadUInt32BigEndian(box) == 1 ? 16 : 8;

    /// <summary>False when no box begins here.</summary>
    /// <param name="cut">It says that it goes on beyond the end.</param>
    private static bool Box(
        ReadOnlySpan<byte> bytes,
        out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> body,
        out bool cut
    )
    {
        name = body = [];
        cut = false;
        if (bytes.Length < 8)
            return false;
        name = bytes.Slice(4, 4);
        foreach (var letter in name)
        {
            if (letter is < 0x20 or > 0x7E)
                return false;
        }
        var head = Head(bytes);
        if (bytes.Length < head)
            return false;
        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes) switch
        {
            0 => (ulong)bytes.Length,
            1 => BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            var small => small,
        };
        if (size < (ulong)head)
            return false;
        cut = size > (ulong)bytes.Length;
        // What stands behind the picture may look like the head of a box.
        if (cut && !IsKnown(name))
            return false;
        body = cut ? [] : bytes[head..(int)size];
        return true;
    }
}
