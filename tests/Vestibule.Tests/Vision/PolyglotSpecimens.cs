using System.IO.Compression;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Files that are two things at once: of each kind all there are, and some that only can be made from the start.</summary>
internal static class PolyglotSpecimens
{
    private static readonly Picture Card = Pictures.Card(200, 150);
    private static readonly byte[] Jpeg = Encoded.Jpeg(Card);

    public static IEnumerable<HostileFile> All() =>
        [
            .. Of(MediaKind.Jpeg, Jpeg),
            .. Of(MediaKind.Png, Encoded.Of(Card, i => i.PngsaveBuffer())),
            .. Of(MediaKind.WebP, Encoded.Of(Card, i => i.WebpsaveBuffer())),
            .. Of(MediaKind.Heic, new Heics().Whole(Card).Write()),
            .. Of(MediaKind.Pdf, Pdfs.Text(1)),
            .. Made(),
        ];

    private static IEnumerable<HostileFile> Of(MediaKind kind, byte[] good) =>
        Polyglots
            .Of(kind, good)
            .Select(one => new HostileFile($"{one.Name} {kind}", kind, one.Bytes));

    private static IEnumerable<HostileFile> Made()
    {
        yield return new("script in plain pixels", MediaKind.Png, Spelled());
        foreach (var name in new[] { "free", "mdat", "uuid", "skip" })
            yield return new(
                $"heic around {name} of a page",
                MediaKind.Heic,
                new Heics { Ahead = Heics.Box(name, Polyglots.Page), Said = HostileFiles.Mark }
                    .Whole(Card)
                    .With("mime", Polyglots.Page)
                    .Write()
            );
        yield return new(
            "pdf of a photo with a script",
            MediaKind.Pdf,
            Pdfs.Scan(Encoded.WithSegments(Jpeg, (0xFE, Polyglots.Script)), 200, 150)
        );
        yield return new(
            "pdf around an archive",
            MediaKind.Pdf,
            Pdfs.Drawn("0 0 m", more: ("<<", Polyglots.Archive))
        );
        // Readers look for the beginning in the first 1024 bytes.
        foreach (var place in new[] { 200, 512, 1019, 1024 })
            yield return new(
                $"pdf at {place}, a page ahead",
                MediaKind.Pdf,
                [.. Polyglots.Page, .. new byte[place - Polyglots.Page.Length], .. Pdfs.Text(1)]
            );
    }

    /// <summary>Rows that are the script itself, stored as they are.</summary>
    private static byte[] Spelled()
    {
        const int side = 129;
        byte[] row =
        [
            0,
            .. Enumerable
                .Range(0, side * 3)
                .Select(n => Polyglots.Script[n % Polyglots.Script.Length]),
        ];
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.NoCompression))
        {
            for (var y = 0; y < side; y++)
                pack.Write(row);
        }
        return Pieces.Header(side, side, 8, 2, packed.ToArray());
    }
}
