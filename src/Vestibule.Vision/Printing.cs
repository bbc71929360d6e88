using NetVips;

namespace Vestibule.Vision;

/// <summary>The sizes a picture is given out in.</summary>
internal static class Printing
{
    // Of 100. What the API gives out is evidence; what the console shows has to be there quickly.
    private const int CleanedQuality = 88;
    private const int PageQuality = 80;
    private const int ThumbnailQuality = 75;

    public static Prints Of(Image upright, MediaKind kind, Limits limits)
    {
        var cleaned = Cleaned(upright, kind);
        using var page = Within(upright, limits.PageSide);
        using var thumbnail = Within(page, limits.ThumbnailSide);
        using var tiny = Within(thumbnail, limits.BlurredSide);
        using var blurred = tiny.Gaussblur(1.5);
        return new Prints(
            upright.Width,
            upright.Height,
            cleaned,
            WebP(page, PageQuality),
            WebP(thumbnail, ThumbnailQuality),
            WebP(blurred, ThumbnailQuality)
        );
    }

    private static byte[] Cleaned(Image upright, MediaKind kind) =>
        kind switch
        {
            MediaKind.Png => Bare(
                upright.PngsaveBuffer(
                    compression: 4,
                    filter: Enums.ForeignPngFilter.Sub,
                    keep: Enums.ForeignKeep.None
                )
            ),
            MediaKind.WebP => WebP(upright, CleanedQuality),
            _ => upright.JpegsaveBuffer(
                q: CleanedQuality,
                optimizeCoding: true,
                keep: Enums.ForeignKeep.None
            ),
        };

    /// <summary>Without the resolution the encoder writes whether there is one or not.</summary>
    private static byte[] Bare(byte[] png) =>
        Walk.Of(MediaKind.Png, png, Limits.Usual) is Walked.Fit fit ? fit.Bare : png;

    private static byte[] WebP(Image picture, int quality) =>
        picture.WebpsaveBuffer(q: quality, effort: 1, keep: Enums.ForeignKeep.None);

    private static Image Within(Image picture, int side)
    {
        var longer = Math.Max(picture.Width, picture.Height);
        if (longer <= side)
            return picture.Copy();
        using var smaller = picture.ThumbnailImage(
            side,
            height: side,
            size: Enums.Size.Down,
            noRotate: true
        );
        return smaller.CopyMemory();
    }
}
