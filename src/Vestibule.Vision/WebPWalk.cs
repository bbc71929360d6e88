using System.Buffers;
using System.Buffers.Binary;

namespace Vestibule.Vision;

/// <summary>WebP, chunk by chunk (RFC 9649, section 2).</summary>
internal ref struct WebPWalk(ReadOnlySpan<byte> file, Limits limits)
{
    private const byte Alpha = 0x10;
    private const byte Moves = 0x02;

    private readonly ReadOnlySpan<byte> file = file;
    private readonly ArrayBufferWriter<byte> bare = new(Math.Max(file.Length, 16));
    private (int Width, int Height)? canvas;
    private (int Width, int Height)? picture;
    private byte[]? profile;
    private int orientation = 1;
    private bool extras;

    public static Walked Of(ReadOnlySpan<byte> file, Limits limits) =>
        file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8)
            ? new WebPWalk(file, limits).Run()
            : Refusal.Damaged;

    private Walked Run()
    {
        var riff = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (riff < 4)
            return Refusal.Damaged;
        if (riff > (uint)file.Length - 8)
            return Refusal.CutShort;
        extras = riff + 8 < file.Length;
        bare.Write("RIFF\0\0\0\0WEBP"u8);
        var rest = file.Slice(12, (int)riff - 4);
        while (rest.Length >= 8)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > (uint)rest.Length - 8)
                return Refusal.CutShort;
            if (Chunk(rest[..4], rest.Slice(8, (int)length)) is { } why)
                return why;
            rest = rest[Math.Min(8 + (int)length + ((int)length & 1), rest.Length)..];
        }
        if (picture is not var (width, height) || (canvas is { } wide && wide != picture))
            return Refusal.Damaged;
        var bytes = bare.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return new Walked.Fit(new Shape(width, height, orientation, profile), bytes, extras);
    }

    private Refusal? Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        if (name.SequenceEqual("VP8X"u8) && canvas is null && picture is null)
            return Extended(body);
        if (name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8))
            return Refusal.Animated;
        if (picture is null && (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8)))
        {
            Keep(name, body);
            picture = name[3] == (byte)'L' ? Lossless(body) : Lossy(body);
            return picture is var (width, height)
                ? limits.Against(width, height, 4)
                : Refusal.Damaged;
        }
        if (name.SequenceEqual("ALPH"u8) && canvas is not null && picture is null)
        {
            Keep(name, body);
            return null;
        }
        extras = true;
        if (name.SequenceEqual("ICCP"u8) && body.Length <= limits.ProfileBytes)
            profile = body.ToArray();
        if (orientation == 1 && name.SequenceEqual("EXIF"u8))
            orientation = Orientation.In(body.StartsWith("Exif\0\0"u8) ? body[6..] : body);
        return null;
    }

    private Refusal? Extended(ReadOnlySpan<byte> body)
    {
        if (body.Length != 10)
            return Refusal.Damaged;
        if ((body[0] & Moves) != 0)
            return Refusal.Animated;
        canvas = (
            1 + (body[4] | body[5] << 8 | body[6] << 16),
            1 + (body[7] | body[8] << 8 | body[9] << 16)
        );
        // What the flags promise beyond transparency is not kept.
        byte[] kept = [(byte)(body[0] & Alpha), 0, 0, 0, .. body[4..]];
        Keep("VP8X"u8, kept);
        return limits.Against(canvas.Value.Width, canvas.Value.Height, 4);
    }

    // RFC 6386, 9.1.
    private static (int, int)? Lossy(ReadOnlySpan<byte> body) =>
        body.Length >= 10 && (body[0] & 1) == 0 && body[3..] is [0x9D, 0x01, 0x2A, ..]
            ? (
                BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF
            )
            : null;

    // RFC 9649, 3.4.
    private static (int, int)? Lossless(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5 || body[0] != 0x2F)
            return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
    }

    private readonly void Keep(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        bare.Write(name);
        bare.Write(length);
        bare.Write(body);
        if (body.Length % 2 == 1)
            bare.Write((ReadOnlySpan<byte>)[0]);
    }
}
