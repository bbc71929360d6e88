using Vestibule.Vision;
using static Vestibule.Tests.Vision.Pieces;

namespace Vestibule.Tests.Vision;

/// <summary>PDFs, each made for one purpose.</summary>
internal static class PdfSpecimens
{
    public static IEnumerable<HostileFile> All()
    {
        const string act =
            "/OpenAction<</S/JavaScript/JS(app.alert\\('canary'\\))>>/AA<</WC<</S/Launch/F(canary)>>>>";
        yield return new("active pdf", MediaKind.Pdf, Pdfs.Text(1, act));
        yield return new(
            "pdf that sends",
            MediaKind.Pdf,
            Pdfs.Text(
                1,
                "/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/canary)>>/AcroForm<</XFA(canary)>>"
            )
        );
        yield return new(
            "pdf with an attachment",
            MediaKind.Pdf,
            Pdfs.Text(
                1,
                "/Names<</EmbeddedFiles<</Names[(canary)<</Type/Filespec/F(canary.exe)>>]>>>>"
            )
        );
        yield return new("locked pdf", MediaKind.Pdf, Pdfs.Locked("canary"));
        yield return new("pdf of 31 pages", MediaKind.Pdf, Pdfs.Text(31));
        yield return new("pdf of 100,000 pages", MediaKind.Pdf, ManyPages());
        yield return new(
            "pdf of a kilometre",
            MediaKind.Pdf,
            Pdfs.Drawn("0 0 m", "0 0 2834645 2834645")
        );
        yield return new("pdf of a hair", MediaKind.Pdf, Pdfs.Drawn("0 0 m", "0 0 1 1000000"));
        yield return new("pdf without a size", MediaKind.Pdf, Pdfs.Drawn("0 0 m", "0 0 0 0"));
        yield return new(
            "pdf that draws itself",
            MediaKind.Pdf,
            Pdfs.Drawn(
                "/X Do",
                resources: "/XObject<</X 5 0 R>>",
                more: (
                    "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</X 5 0 R>>>>",
                    "/X Do /X Do"u8.ToArray()
                )
            )
        );
        yield return new(
            "pdf that unpacks for ever",
            MediaKind.Pdf,
            Pdfs.Drawn(
                "/X Do",
                resources: "/XObject<</X 5 0 R>>",
                more: (
                    "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Filter/FlateDecode",
                    Packed(Pieces.IsLong ? 300_000_000 : 10_000_000)
                )
            )
        );
        yield return new(
            "pdf that paints a great deal",
            MediaKind.Pdf,
            Pdfs.Drawn(
                string.Concat(Enumerable.Repeat("0 0 595 842 re f\n", Pieces.IsLong ? 40_000 : 500))
            )
        );
        yield return new(
            "pdf with a huge picture",
            MediaKind.Pdf,
            Pdfs.Drawn(
                "500 0 0 500 0 0 cm /X Do",
                resources: "/XObject<</X 5 0 R>>",
                more: (
                    "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
                    Packed(100_000)
                )
            )
        );
        yield return new(
            "pdf whose tree has no end",
            MediaKind.Pdf,
            System.Text.Encoding.ASCII.GetBytes(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
            )
        );
        yield return new(
            "page called pdf",
            MediaKind.Pdf,
            "%PDF-1.4\n<html><script>canary()</script></html>\nstartxref\n0\n%%EOF"u8.ToArray()
        );
        yield return new(
            "noise called pdf",
            MediaKind.Pdf,
            [.. "%PDF-1.7\n"u8, .. Noise(20_000), .. "\nstartxref\n5\n%%EOF"u8]
        );
    }

    private static byte[] ManyPages() =>
        System.Text.Encoding.ASCII.GetBytes(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 100000/Kids["
                + string.Concat(Enumerable.Repeat("3 0 R ", 100_000))
                + "]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
        );
}
