using NetVips;

namespace Vestibule.Vision;

/// <summary>The picture as it is stored, whole in memory. The loader is ours to choose, never the library's to guess.</summary>
internal static class Stored
{
    /// <summary>Null when it cannot be decoded, or the decoder sees another size than the headers said.</summary>
    public static Image? Of(MediaKind kind, byte[] bare, Shape shape, Limits limits)
    {
        using var loaded = Load(kind, bare, limits);
        if (loaded is null)
            return null;
        // HEIC names the largest of its parts, and is turned by its own decoder.
        if (
            kind is not MediaKind.Heic
            && (loaded.Width != shape.Width || loaded.Height != shape.Height)
        )
            return null;
        return loaded.CopyMemory();
    }

    // An error, and bytes that end too early, fail; a warning, which many a camera causes, does not.
    private static Image? Load(MediaKind kind, byte[] bare, Limits limits) =>
        kind switch
        {
            MediaKind.Jpeg => Image.JpegloadBuffer(
                bare,
                access: Enums.Access.Sequential,
                failOn: Enums.FailOn.Error
            ),
            MediaKind.Png => Image.PngloadBuffer(
                bare,
                access: Enums.Access.Sequential,
                failOn: Enums.FailOn.Error
            ),
            MediaKind.WebP => Image.WebploadBuffer(
                bare,
                access: Enums.Access.Sequential,
                failOn: Enums.FailOn.Error
            ),
            MediaKind.Heic => HeicPixels.Load(bare, limits),
            MediaKind.Pdf => throw new ArgumentException(
                "pages of a PDF are drawn elsewhere",
                nameof(kind)
            ),
        };
}
