using System.Globalization;
using System.Text;

namespace Vestibule.Vision;

/// <summary>A PDF that is pictures of pages and nothing else (ISO 32000-2): no text, no links, no scripts, no dates.</summary>
public static class PictureBook
{
    // Points; the long side of A4. What the original's pages measured is not kept.
    private const double LongSide = 842;

    /// <param name="pages">JPEGs in sRGB and their sizes in pixels.</param>
    public static byte[] Of(IReadOnlyList<(byte[] Jpeg, int Width, int Height)> pages)
    {
        using var book = new MemoryStream(pages.Sum(page => page.Jpeg.Length + 600) + 400);
        var places = new List<long>();
        void Write(string text) => book.Write(Encoding.Latin1.GetBytes(text));
        void Begin()
        {
            places.Add(book.Position);
            Write(Invariant($"{places.Count} 0 obj\n"));
        }

        // Four bytes beyond ASCII tell transports that this is no text (7.5.2).
        Write("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n");
        Begin();
        Write("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Begin();
        var kids = string.Join(' ', pages.Select((_, n) => Invariant($"{3 + n * 3} 0 R")));
        Write(Invariant($"<</Type/Pages/Count {pages.Count}/Kids[{kids}]>>\nendobj\n"));
        foreach (var (jpeg, width, height) in pages)
        {
            var scale = LongSide / Math.Max(width, height);
            var (w, h) = (Points(width * scale), Points(height * scale));
            var drawing = $"q {w} 0 0 {h} 0 0 cm/P Do Q";
            Begin();
            var number = places.Count;
            Write(
                Invariant(
                    $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]/Contents {number + 1} 0 R/Resources<</XObject<</P {number + 2} 0 R>>>>>>\nendobj\n"
                )
            );
            Begin();
            Write(Invariant($"<</Length {drawing.Length}>>stream\n{drawing}\nendstream\nendobj\n"));
            Begin();
            Write(
                Invariant(
                    $"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {jpeg.Length}>>stream\n"
                )
            );
            book.Write(jpeg);
            Write("\nendstream\nendobj\n");
        }

        var table = book.Position;
        Write(Invariant($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in places)
            Write(Invariant($"{place:D10} 00000 n \n"));
        Write(
            Invariant(
                $"trailer\n<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
            )
        );
        return book.ToArray();
    }

    private static string Points(double length) =>
        Math.Max(length, 1).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
