using Vestibule.Vision;
using static Vestibule.Tests.Vision.Pieces;

namespace Vestibule.Tests.Vision;

/// <summary>Pictures of the other kinds, each made for one purpose.</summary>
internal static class OtherSpecimens
{
    private static readonly byte[] Jpeg = Encoded.Jpeg(Pictures.Card(200, 150));
    private static readonly byte[] Png = Encoded.Of(
        Pictures.Card(200, 150),
        i => i.PngsaveBuffer()
    );
    private static readonly byte[] WebP = Encoded.Of(
        Pictures.Card(200, 150),
        i => i.WebpsaveBuffer()
    );

    public static IEnumerable<HostileFile> All()
    {
        yield return new("png called webp", MediaKind.WebP, Png);
        yield return new("jpeg called heic", MediaKind.Heic, Jpeg);
        yield return new(
            "png 65535 x 65535",
            MediaKind.Png,
            Header(65535, 65535, 8, 2, Packed(6000))
        );
        yield return new(
            "png of gigabytes",
            MediaKind.Png,
            Header(12000, 5000, 16, 6, Packed(40_000_000))
        );
        yield return new(
            "png that unpacks to more than it says",
            MediaKind.Png,
            Header(100, 100, 8, 2, Packed(50_000_000))
        );
        yield return new(
            "png that unpacks to less than it says",
            MediaKind.Png,
            Header(8000, 8000, 8, 0, Packed(4000))
        );
        yield return new(
            "profile bomb",
            MediaKind.Png,
            Encoded.WithChunks(Png, ("iCCP", [.. "x\0\0"u8, .. Packed(60_000_000)]))
        );
        yield return new(
            "text bomb",
            MediaKind.Png,
            Encoded.WithChunks(Png, ("zTXt", [.. "x\0\0"u8, .. Packed(60_000_000)]))
        );
        yield return new(
            "chunk flood",
            MediaKind.Png,
            Encoded.WithChunks(
                Png,
                [.. Enumerable.Repeat(("tEXt", "a\0canary"u8.ToArray()), 50_000)]
            )
        );
        yield return new(
            "moving png",
            MediaKind.Png,
            Encoded.WithChunks(Png, ("acTL", [0, 0, 0, 9, 0, 0, 0, 0]))
        );
        yield return new(
            "png with a critical stranger",
            MediaKind.Png,
            Encoded.WithChunks(Png, ("CgBI", [0, 0, 0, 0]))
        );
        yield return new(
            "png with two headers",
            MediaKind.Png,
            Encoded.WithChunks(Png, ("IHDR", Png[16..29]))
        );
        yield return new(
            "moving webp",
            MediaKind.WebP,
            [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 9, 0, 0]
        );
        yield return new(
            "webp with a large canvas",
            MediaKind.WebP,
            [
                .. "RIFF"u8,
                .. Le(WebP.Length + 10),
                .. "WEBPVP8X"u8,
                10,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                .. WebP[12..],
            ]
        );
        yield return new(
            "webp that lies about its length",
            MediaKind.WebP,
            [.. WebP[..4], 0xFF, 0xFF, 0xFF, 0x7F, .. WebP[8..]]
        );
        yield return new(
            "film called heic",
            MediaKind.Heic,
            [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, 0, 0, 0, 8, .. "moov"u8]
        );
        yield return new(
            "heic 60000 x 60000",
            MediaKind.Heic,
            Resized(Encoded.Heic("upright"), 60000)
        );
        yield return new(
            "heic 11000 x 5000 of little",
            MediaKind.Heic,
            Resized(Encoded.Heic("upright"), 5500)
        );
        yield return new(
            "boxes in boxes",
            MediaKind.Heic,
            [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, .. Nested(200)]
        );
    }
}
