using Vestibule.Vision;
using static Vestibule.Tests.Vision.Pieces;

namespace Vestibule.Tests.Vision;

/// <summary>JPEGs, each made for one purpose.</summary>
internal static class JpegSpecimens
{
    private static readonly byte[] Jpeg = Encoded.Jpeg(Pictures.Card(200, 150));

    public static IEnumerable<HostileFile> All()
    {
        yield return new("jpeg 65500 x 65500", MediaKind.Jpeg, Sized(Jpeg, 65500, 65500));
        yield return new("jpeg 12000 x 5000 of nothing", MediaKind.Jpeg, Sized(Jpeg, 12000, 5000));
        yield return new("jpeg 0 x 0", MediaKind.Jpeg, Sized(Jpeg, 0, 0));
        yield return new("jpeg of 10,000 scans", MediaKind.Jpeg, Scans(10_000));
        yield return new("jpeg of 99 scans", MediaKind.Jpeg, Scans(99));
        yield return new(
            "exif flood",
            MediaKind.Jpeg,
            Encoded.WithSegments(
                Jpeg,
                [
                    .. Enumerable.Repeat(
                        ((byte)0xE1, (byte[])[.. Encoded.Exif(6), .. "canary"u8]),
                        3000
                    ),
                ]
            )
        );
        yield return new(
            "comment flood",
            MediaKind.Jpeg,
            Encoded.WithSegments(Jpeg, [.. Enumerable.Repeat(((byte)0xFE, new byte[65000]), 100)])
        );
        yield return new(
            "endless exif",
            MediaKind.Jpeg,
            Encoded.WithSegments(
                Jpeg,
                (0xE1, [.. "Exif\0\0II*\0\u0008\0\0\0\u00FF\u00FF"u8, .. new byte[60000]])
            )
        );
        yield return new(
            "exif beyond the end",
            MediaKind.Jpeg,
            Encoded.WithSegments(Jpeg, (0xE1, [.. "Exif\0\0MM\0*"u8, 0xFF, 0xFF, 0xFF, 0xFF]))
        );
        yield return new(
            "profile flood",
            MediaKind.Jpeg,
            Encoded.WithSegments(
                Jpeg,
                [
                    .. Enumerable
                        .Range(1, 255)
                        .Select(n =>
                            (
                                (byte)0xE2,
                                (byte[])[.. "ICC_PROFILE\0"u8, (byte)n, 255, .. new byte[60000]]
                            )
                        ),
                ]
            )
        );
        yield return new(
            "profile of noise",
            MediaKind.Jpeg,
            Encoded.WithSegments(Jpeg, (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Noise(4000)]))
        );
        yield return new("only a beginning", MediaKind.Jpeg, [0xFF, 0xD8, 0xFF]);
        yield return new("empty", MediaKind.Jpeg, []);
        yield return new(
            "noise called jpeg",
            MediaKind.Jpeg,
            [0xFF, 0xD8, 0xFF, 0xE0, .. Noise(5000)]
        );
        yield return new(
            "svg called jpeg",
            MediaKind.Jpeg,
            "<svg xmlns='http://www.w3.org/2000/svg'><script>canary()</script></svg>"u8.ToArray()
        );
        yield return new("gif called jpeg", MediaKind.Jpeg, [.. "GIF89a"u8, .. Noise(300)]);
    }
}
