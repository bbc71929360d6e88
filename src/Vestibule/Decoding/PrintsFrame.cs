using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>Prints on their way from the worker. What comes out of it is looked at like a stranger's bytes.</summary>
internal static class PrintsFrame
{
    private const int HeadBytes = 24;

    public static void Write(Stream pipe, Prints prints) =>
        Frames.Write(
            pipe,
            Frames.Seen,
            Frames.Numbers(
                prints.Width,
                prints.Height,
                prints.Cleaned.Length,
                prints.Page.Length,
                prints.Thumbnail.Length,
                prints.Blurred.Length
            ),
            prints.Cleaned,
            prints.Page,
            prints.Thumbnail,
            prints.Blurred
        );

    /// <summary>
    /// Null unless every picture is of its kind and size and holds nothing beside pixels: a worker that has been taken over
    /// can draw what it likes, and hand out nothing but pictures.
    /// </summary>
    public static Prints? Read(ReadOnlySpan<byte> body, MediaKind kind, Limits limits)
    {
        if (body.Length < HeadBytes)
            return null;
        var rest = body[HeadBytes..];
        var parts = new byte[4][];
        for (var n = 0; n < parts.Length; n++)
        {
            var length = Frames.Number(body, n + 2);
            if (length < 0 || length > rest.Length)
                return null;
            parts[n] = rest[..length].ToArray();
            rest = rest[length..];
        }
        var prints = new Prints(
            Frames.Number(body, 0),
            Frames.Number(body, 1),
            parts[0],
            parts[1],
            parts[2],
            parts[3]
        );
        var clean =
            rest.IsEmpty
            && IsClean(kind, prints.Cleaned, limits.Side, limits, (prints.Width, prints.Height))
            && IsClean(MediaKind.WebP, prints.Page, limits.PageSide, limits)
            && IsClean(MediaKind.WebP, prints.Thumbnail, limits.ThumbnailSide, limits)
            && IsClean(MediaKind.WebP, prints.Blurred, limits.BlurredSide, limits);
        return clean ? prints : null;
    }

    private static bool IsClean(
        MediaKind kind,
        byte[] bytes,
        int side,
        Limits limits,
        (int Width, int Height)? said = null
    ) =>
        Walk.Of(kind, bytes, limits)
            is Walked.Fit { HadExtras: false, Shape: { Orientation: 1, Profile: null } shape }
        && shape.Width <= side
        && shape.Height <= side
        && (said is not var (width, height) || (shape.Width, shape.Height) == (width, height));
}
