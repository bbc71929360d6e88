using NetVips;
using Vestibule.Vision;
using static NetVips.Enums;

namespace Vestibule.Tests.Vision;

/// <param name="Width">Of the upright picture, for its proportions.</param>
/// <param name="HasCorners">Whether its corners say which side is up.</param>
internal sealed record GoodFile(
    string Name,
    MediaKind Kind,
    byte[] Bytes,
    int Width,
    int Height,
    int Pages = 1,
    bool HasCorners = true
);

/// <summary>What honest people send: photos, scans and PDFs of all kinds. One and the same number gives the same file.</summary>
internal static class GoodFiles
{
    /// <summary>As many files in a row are all different in what they are.</summary>
    public const int Ways = 30;

    /// <summary>Ways whose files take seconds.</summary>
    public const int Large = 29;

    public static IEnumerable<GoodFile> Of(int count) => Enumerable.Range(0, count).Select(One);

    public static GoodFile One(int number) =>
        (number % Ways) switch
        {
            23 => GoodPhones.Sample(number),
            25 => GoodPapers.Lease(number),
            27 => GoodPhones.Heic(number, tiled: false),
            28 => GoodPhones.Heic(number, tiled: true),
            Large => GoodPhones.Large(number),
            _ => Drawn(number),
        };

    /// <summary>Which of the small ones are of a kind.</summary>
    public static int[] WaysOf(MediaKind kind) =>
        kind switch
        {
            MediaKind.Jpeg => [.. Enumerable.Range(0, 13), 26],
            MediaKind.Png => [.. Enumerable.Range(13, 7)],
            MediaKind.WebP => [20, 21, 22],
            MediaKind.Heic => [23, 27, 28],
            MediaKind.Pdf => [24, 25],
        };

    private static GoodFile Drawn(int number)
    {
        var random = new Random(number);
        var (width, height) = (random.Next(90, 700), random.Next(90, 700));
        var up = Pictures.Card(width, height, number);
        var orientation = random.Next(1, 9);
        var stored = new Lazy<Picture>(() => Pictures.Stored(up, orientation));
        var quality = random.Next(55, 97);
        byte[] Jpeg(Picture of) => Encoded.Jpeg(of, quality);
        byte[] Vips(Func<Image, byte[]> save) => Encoded.Of(up, save);
        byte[] exif = Encoded.Exif(orientation, big: number % 2 == 0);
        byte[] Shot() => Encoded.WithSegments(Jpeg(stored.Value), (0xE1, exif));
        GoodFile As(string name, MediaKind kind, byte[] bytes, int pages = 1) =>
            new($"{number} {name}", kind, bytes, width, height, pages);
        return (number % Ways) switch
        {
            0 => As("plain jpeg", MediaKind.Jpeg, Jpeg(up)),
            1 or 2 or 3 => As($"photo turned {orientation}", MediaKind.Jpeg, Shot()),
            4 => As(
                "progressive",
                MediaKind.Jpeg,
                Vips(i => i.JpegsaveBuffer(q: quality, interlace: true))
            ),
            5 => As(
                "full colour",
                MediaKind.Jpeg,
                Vips(i => i.JpegsaveBuffer(q: quality, subsampleMode: ForeignSubsample.Off))
            ),
            6 => As(
                "wide colours",
                MediaKind.Jpeg,
                Vips(i => i.JpegsaveBuffer(q: quality, profile: "p3", keep: ForeignKeep.Icc))
            ),
            7 => As("inks", MediaKind.Jpeg, Vips(Encoded.Cmyk)),
            8 => As(
                "restarts",
                MediaKind.Jpeg,
                Vips(i => i.JpegsaveBuffer(q: quality, restartInterval: 4))
            ),
            9 => As(
                "film behind",
                MediaKind.Jpeg,
                [.. Shot(), 0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[900]]
            ),
            10 => As("zeros behind", MediaKind.Jpeg, [.. Jpeg(up), .. new byte[4096]]),
            11 => As(
                "second picture behind",
                MediaKind.Jpeg,
                [.. Shot(), .. Jpeg(Pictures.Card(160, 120, number))]
            ),
            12 => As(
                "comments",
                MediaKind.Jpeg,
                Encoded.WithSegments(
                    Jpeg(up),
                    (0xFE, "canary"u8.ToArray()),
                    (0xED, new byte[500]),
                    (0xE1, "http://ns.adobe.com/xap/1.0/\0<canary/>"u8.ToArray())
                )
            ),
            13 => As("png", MediaKind.Png, Vips(i => i.PngsaveBuffer())),
            14 => As("16-bit png", MediaKind.Png, Vips(Encoded.Sixteen)),
            15 => As("interlaced png", MediaKind.Png, Vips(i => i.PngsaveBuffer(interlace: true))),
            16 => As("palette png", MediaKind.Png, Vips(i => i.PngsaveBuffer(palette: true))),
            17 => As(
                "clear png",
                MediaKind.Png,
                Vips(i => Encoded.Transparent(i, a => a.PngsaveBuffer()))
            ),
            18 => As(
                "turned png",
                MediaKind.Png,
                Encoded.WithChunks(
                    Encoded.Of(stored.Value, i => i.PngsaveBuffer()),
                    ("eXIf", exif[6..]),
                    ("tEXt", "Comment\0canary"u8.ToArray())
                )
            ),
            19 => As(
                "wide png",
                MediaKind.Png,
                Vips(i => i.PngsaveBuffer(profile: "p3", keep: ForeignKeep.Icc))
            ),
            20 => As("webp", MediaKind.WebP, Vips(i => i.WebpsaveBuffer(q: quality))),
            21 => As(
                "lossless clear webp",
                MediaKind.WebP,
                Vips(i => Encoded.Transparent(i, a => a.WebpsaveBuffer(lossless: true, effort: 1)))
            ),
            22 => As(
                "turned webp",
                MediaKind.WebP,
                Encoded.WithExif(
                    Encoded.Of(stored.Value, i => i.WebpsaveBuffer(q: quality)),
                    stored.Value.Width,
                    stored.Value.Height,
                    exif
                )
            ),
            24 => As(
                "scan",
                MediaKind.Pdf,
                GoodPapers.Scan(up, number / Ways, quality),
                1 + number / Ways % 3
            ),
            _ => GoodPhones.Odd(number, up, quality),
        };
    }
}
