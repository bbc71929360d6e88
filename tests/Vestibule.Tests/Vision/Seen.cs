using System.Text;
using NetVips;
using Vestibule.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Looks at what came out, with eyes of its own.</summary>
internal static class Seen
{
    /// <summary>All pictures of an outcome and what they are.</summary>
    public static IEnumerable<(MediaKind Kind, byte[] Bytes)> Files(
        DecodeOutcome.Decoded decoded
    ) =>
        [
            (MediaKinds.Of(decoded.MediaType)!.Value, decoded.Cleaned),
            .. decoded.Pages.Select(page => (MediaKind.WebP, page)),
            (MediaKind.WebP, decoded.Thumbnail),
            (MediaKind.WebP, decoded.Blurred),
        ];

    /// <summary>What is left in them that should not be; empty is what is wanted.</summary>
    public static IEnumerable<string> Leftovers(DecodeOutcome.Decoded decoded)
    {
        foreach (var (kind, bytes) in Files(decoded))
        {
            foreach (var tag in Tags.In(kind, bytes))
                yield return $"{kind}: {tag}";
            if (bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(HostileFiles.Mark)) >= 0)
                yield return $"{kind}: the mark";
        }
        foreach (
            var (bytes, side) in decoded
                .Pages.Select(page => (page, 2400))
                .Append((decoded.Thumbnail, 400))
                .Append((decoded.Blurred, 24))
        )
        {
            using var picture = Image.NewFromBuffer(bytes);
            if (Math.Max(picture.Width, picture.Height) > side)
                yield return $"{picture.Width} x {picture.Height} instead of {side}";
        }
    }

    /// <summary>Null when red is at the top left, green at the top right, blue at the bottom left, and the proportions are kept.</summary>
    public static string? Askew(byte[] bytes, GoodFile good)
    {
        using var picture = Image.NewFromBuffer(bytes);
        var wanted = (double)good.Width / good.Height;
        var found = (double)picture.Width / picture.Height;
        if (Math.Abs(wanted - found) / wanted > 0.03)
            return $"{picture.Width} x {picture.Height} instead of {good.Width} x {good.Height}";
        if (!good.HasCorners)
            return null;
        var inset = Math.Min(picture.Width, picture.Height) / 12;
        var (right, bottom) = (picture.Width - 1 - inset, picture.Height - 1 - inset);
        return !Is(picture, inset, inset, 0) ? "the top left is not red"
            : !Is(picture, right, inset, 1) ? "the top right is not green"
            : !Is(picture, inset, bottom, 2) ? "the bottom left is not blue"
            : null;
    }

    private static bool Is(Image picture, int x, int y, int band)
    {
        var colour = picture.Getpoint(x, y);
        return colour.Where((_, n) => n != band && n < 3).All(other => colour[band] > other + 40);
    }
}
