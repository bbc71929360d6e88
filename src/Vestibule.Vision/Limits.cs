namespace Vestibule.Vision;

/// <summary>What a file may ask for. All of it is checked on the headers, before anything is decoded.</summary>
public sealed record Limits
{
    public static readonly Limits Usual = new();

    /// <summary>Pixels of one picture. The cameras of telephones give up to 50 million.</summary>
    public long Pixels { get; init; } = 64_000_000;

    /// <summary>Pixels of one side.</summary>
    public int Side { get; init; } = 12_000;

    /// <summary>Bytes one decoded picture takes in memory, in the depth it was sent in.</summary>
    public long DecodedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of a colour profile; a larger one is left aside.</summary>
    public int ProfileBytes { get; init; } = 1024 * 1024;

    /// <summary>Passes over one JPEG: each costs as much as the first.</summary>
    public int Scans { get; init; } = 100;

    /// <summary>Parts of one HEIC file; photos come in some fifty tiles.</summary>
    public int Items { get; init; } = 2_000;

    /// <summary>Pages of one PDF.</summary>
    public int Pages { get; init; } = 30;

    /// <summary>Long side of a page as it is shown, in pixels.</summary>
    public int PageSide { get; init; } = 2_400;

    /// <summary>Pages of one PDF that are drawn so large. Of more, each is smaller, so that all cost about as much as these.</summary>
    public int LargePages { get; init; } = 12;

    /// <summary>Long side of a page however many there are: small print can still be read on A4.</summary>
    public int LeastPageSide { get; init; } = 1_700;

    /// <summary>Long side of the small picture, in pixels.</summary>
    public int ThumbnailSide { get; init; } = 400;

    /// <summary>Long side of the picture in which nothing can be recognised, in pixels.</summary>
    public int BlurredSide { get; init; } = 24;

    /// <summary>Long side of each page of a PDF of so many.</summary>
    public int PageSideOf(int pages) =>
        pages <= LargePages
            ? PageSide
            : Math.Max(LeastPageSide, (int)(PageSide * Math.Sqrt((double)LargePages / pages)));

    /// <summary>Whether a picture of this size may be decoded; null when it may.</summary>
    internal Refusal? Against(long width, long height, int bytesPerPixel) =>
        width < 1 || height < 1 ? Refusal.Damaged
        : width > Side || height > Side || width * height > Pixels ? Refusal.TooManyPixels(this)
        : width * height * bytesPerPixel > DecodedBytes ? Refusal.TooManyPixels(this)
        : null;
}
