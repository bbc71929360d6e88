using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Good PDFs: what scanners and offices make.</summary>
internal static class GoodPapers
{
    // A4 at 200 dots to the inch.
    private const int Width = 1654;
    private const int Height = 2339;
    private const int Pages = 12;

    public static byte[] Scan(Picture up, int turns, int quality)
    {
        // A page is turned clockwise when it is shown; so the picture on it lies turned the other way.
        var (turn, lies) = (turns % 4) switch
        {
            1 => (90, 6),
            2 => (180, 3),
            3 => (270, 8),
            _ => (0, 1),
        };
        var stored = Pictures.Stored(up, lies);
        return Pdfs.Scan(
            Encoded.Jpeg(stored, quality),
            stored.Width,
            stored.Height,
            turn,
            1 + turns % 3
        );
    }

    /// <summary>A whole contract, put through the feeder.</summary>
    public static GoodFile Pile(int number) =>
        new(
            $"{number} pile of {Pages}",
            MediaKind.Pdf,
            Pdfs.Pile(
                [
                    .. Enumerable
                        .Range(number, Pages)
                        .Select(seed => Encoded.Jpeg(Pictures.Card(Width, Height, seed), 75)),
                ],
                Width,
                Height
            ),
            Width,
            Height,
            Pages
        );

    public static GoodFile Lease(int number)
    {
        var pages = 1 + number % 4;
        var bytes = (number / GoodFiles.Ways % 4) switch
        {
            0 => Pdfs.Text(pages),
            1 => Pdfs.Text(pages, info: "canary"),
            2 => [.. Pdfs.Text(pages), .. new byte[200]],
            _ => Pdfs.Text(pages, extra: "/PageMode/UseNone/Lang(en)"),
        };
        return new GoodFile(
            $"{number} lease",
            MediaKind.Pdf,
            bytes,
            595,
            842,
            pages,
            HasCorners: false
        );
    }
}
