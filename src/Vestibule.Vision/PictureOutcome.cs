namespace Vestibule.Vision;

/// <summary>What came of decoding one picture.</summary>
public abstract record PictureOutcome
{
    private PictureOutcome() { }

    public sealed record Seen(Prints Prints) : PictureOutcome;

    public sealed record Refused(Refusal Why) : PictureOutcome;
}

/// <summary>One picture, upright, in sRGB, without metadata, in the sizes that are shown.</summary>
/// <param name="Width">Pixels of the cleaned picture.</param>
/// <param name="Height">Pixels of the cleaned picture.</param>
/// <param name="Cleaned">The whole picture, of the kind it came in; JPEG for HEIC and for pages of a PDF.</param>
/// <param name="Page">WebP, its long side at most <see cref="Limits.PageSide"/>.</param>
/// <param name="Thumbnail">WebP, its long side at most <see cref="Limits.ThumbnailSide"/>.</param>
/// <param name="Blurred">WebP, its long side at most <see cref="Limits.BlurredSide"/>.</param>
public sealed record Prints(
    int Width,
    int Height,
    byte[] Cleaned,
    byte[] Page,
    byte[] Thumbnail,
    byte[] Blurred
);
