using NetVips;

namespace Vestibule.Vision;

/// <summary>
/// Bytes in, pictures out. Runs native decoders over hostile bytes: only ever called in a process that may do nothing else.
/// </summary>
public static class DecodePicture
{
    /// <summary>JPEG, PNG, WebP or HEIC: walk over the structure, limits, decode, turn, print.</summary>
    public static PictureOutcome Run(MediaKind kind, ReadOnlySpan<byte> file, Limits limits) =>
        Walk.Of(kind, file, limits)
            .Match<PictureOutcome>(
                (shape, bare) => Guarded(() => Decoded(kind, bare, shape, limits)),
                why => new PictureOutcome.Refused(why)
            );

    /// <summary>A page a renderer has drawn, red, green and blue, eight bits each, row by row.</summary>
    public static PictureOutcome Page(
        int width,
        int height,
        ReadOnlyMemory<byte> pixels,
        Limits limits
    )
    {
        if (pixels.Length != (long)width * height * 3)
            return new PictureOutcome.Refused(Refusal.Damaged);
        return limits.Against(width, height, 3) is { } why
            ? new PictureOutcome.Refused(why)
            : Guarded(() =>
            {
                using var drawn = Image.NewFromMemory(
                    pixels,
                    width,
                    height,
                    3,
                    Enums.BandFormat.Uchar
                );
                using var page = drawn.Copy(interpretation: Enums.Interpretation.Srgb);
                return new PictureOutcome.Seen(Printing.Of(page, MediaKind.Jpeg, limits));
            });
    }

    private static PictureOutcome Decoded(MediaKind kind, byte[] bare, Shape shape, Limits limits)
    {
        using var stored = Stored.Of(kind, bare, shape, limits);
        if (stored is null)
            return new PictureOutcome.Refused(Refusal.Damaged);
        using var upright = Upright.Of(stored, shape);
        return new PictureOutcome.Seen(Printing.Of(upright, kind.Cleaned(), limits));
    }

    /// <summary>The library's way to say that bytes are no picture is an exception.</summary>
    private static PictureOutcome Guarded(Func<PictureOutcome> decode)
    {
        try
        {
            return decode();
        }
        catch (VipsException)
        {
            return new PictureOutcome.Refused(Refusal.Damaged);
        }
    }
}
