using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Vestibule.Vision;

/// <summary>PNG, chunk by chunk with its checksums (ISO/IEC 15948).</summary>
internal ref struct PngWalk(ReadOnlySpan<byte> file, Limits limits)
{
    // No deflate stream unpacks to more than 1032 times its length.
    private const long DeflateRatio = 1032;

    // Beside an eighth of the pixels: filter bytes of interlaced rows, and what honest encoders pad with.
    private const int Slack = 64 * 1024;
    private const int Portion = 64 * 1024;
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly ReadOnlySpan<byte> file = file;

    private readonly ArrayBufferWriter<byte> bare = new(Math.Max(file.Length, 16));
    private readonly ArrayBufferWriter<byte> packed = new();
    private (int Width, int Height)? header;
    private byte[]? profile;
    private int orientation = 1;
    private long wanted;
    private bool extras;

    public static Walked Of(ReadOnlySpan<byte> file, Limits limits) =>
        file.StartsWith(Signature) ? new PngWalk(file, limits).Run() : Refusal.Damaged;

    private Walked Run()
    {
        bare.Write(Signature);
        var at = Signature.Length;
        while (true)
        {
            if (at + 12 > file.Length)
                return Refusal.CutShort;
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > int.MaxValue - 12)
                return Refusal.Damaged;
            if (length + 12 > file.Length - at)
                return Refusal.CutShort;
            var chunk = file.Slice(at, (int)length + 12);
            if (Chunk(chunk, chunk.Slice(4, 4), chunk[8..^4]) is { } why)
                return why;
            at += chunk.Length;
            if (chunk.Slice(4, 4).SequenceEqual("IEND"u8))
                return End(at);
        }
    }

    private Refusal? Chunk(
        ReadOnlySpan<byte> whole,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> body
    )
    {
        var sound =
            Crc32.HashToUInt32(whole[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(whole[^4..]);
        // A lower-case first letter: decoders may do without the chunk.
        var critical = (name[0] & 0x20) == 0;
        if (critical && !sound || header is null != name.SequenceEqual("IHDR"u8))
            return Refusal.Damaged;
        if (critical || (sound && name.SequenceEqual("tRNS"u8)))
        {
            bare.Write(whole);
            if (name.SequenceEqual("IDAT"u8))
                packed.Write(body);
            return name.SequenceEqual("IHDR"u8) ? Header(body)
                : name.SequenceEqual("PLTE"u8)
                || name.SequenceEqual("IDAT"u8)
                || name.SequenceEqual("IEND"u8)
                || !critical
                    ? null
                : Refusal.Unusual;
        }
        extras = true;
        if (name.SequenceEqual("acTL"u8))
            return body.Length == 8 && BinaryPrimitives.ReadUInt32BigEndian(body) == 1
                ? null
                : Refusal.Animated;
        if (sound && orientation == 1 && name.SequenceEqual("eXIf"u8))
            orientation = Orientation.In(body);
        if (sound && name.SequenceEqual("iCCP"u8))
            profile = Profile(body);
        return null;
    }

    private Refusal? Header(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13)
            return Refusal.Damaged;
        var width = BinaryPrimitives.ReadUInt32BigEndian(body);
        var height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var (depth, channels) = (
            body[8],
            body[9] switch
            {
                0 or 3 => 1,
                2 => 3,
                4 => 2,
                6 => 4,
                _ => 0,
            }
        );
        if (depth is not (1 or 2 or 4 or 8 or 16) || channels == 0)
            return Refusal.Damaged;
        if (limits.Against(width, height, Math.Max(channels * depth / 8, 1)) is { } why)
            return why;
        header = ((int)width, (int)height);
        wanted = ((long)width * channels * depth / 8 + 1) * height;
        return null;
    }

    /// <summary>Null when it cannot be unpacked, or unpacks to more than a profile may have.</summary>
    private readonly byte[]? Profile(ReadOnlySpan<byte> body)
    {
        var name = body.IndexOf((byte)0);
        if (name < 0 || name + 2 > body.Length || body[name + 1] != 0)
            return null;
        using var deflated = new MemoryStream(body[(name + 2)..].ToArray());
        using var unpacked = new ZLibStream(deflated, CompressionMode.Decompress);
        var room = new byte[limits.ProfileBytes + 1];
        try
        {
            var length = unpacked.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            return length == room.Length ? null : room[..length];
        }
        // How the class library says that the stream is broken.
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Whether the pixels unpack to more than so many bytes. What is broken is left to whoever decodes them.</summary>
    private readonly bool Unpacks(long most)
    {
        if (!MemoryMarshal.TryGetArray(packed.WrittenMemory, out var bytes) || bytes.Count == 0)
            return false;
        using var deflated = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count);
        using var unpacked = new ZLibStream(deflated, CompressionMode.Decompress);
        var room = new byte[Portion];
        try
        {
            for (int count; most >= 0 && (count = unpacked.Read(room)) > 0; )
                most -= count;
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return most < 0;
    }

    private readonly Walked End(int length)
    {
        if (header is not var (width, height))
            return Refusal.Damaged;
        return packed.WrittenCount * DeflateRatio < wanted ? Refusal.CutShort
            : Unpacks(wanted + (wanted / 8) + Slack) ? Refusal.TooLargeWhenUnpacked
            : new Walked.Fit(
                new Shape(width, height, orientation, profile),
                bare.WrittenSpan.ToArray(),
                extras || length < file.Length
            );
    }
}
