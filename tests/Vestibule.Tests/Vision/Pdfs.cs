using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Tests.Vision;

/// <summary>PDFs, written by hand object by object.</summary>
internal sealed class Pdfs
{
    private readonly List<(string Head, byte[]? Stream)> objects = [];
    private string trailer = "";

    /// <summary>Pages with text.</summary>
    public static byte[] Text(int pages, string extra = "", string info = "")
    {
        var pdf = new Pdfs();
        pdf.Add($"<</Type/Catalog/Pages 2 0 R{extra}>>");
        pdf.Add($"<</Type/Pages/Count {pages}/Kids[{Kids(pages, 4, 2)}]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        for (var n = 0; n < pages; n++)
        {
            pdf.Add(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + n * 2} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            );
            pdf.Add("<<", $"BT /F 24 Tf 72 700 Td (SPECIMEN lease, page {n + 1}) Tj ET");
        }
        if (info.Length > 0)
            pdf.trailer = $"/Info {pdf.Add($"<</Title({info})/Producer(canary)>>")} 0 R";
        return pdf.Write();
    }

    /// <summary>One page that is a picture, turned by its page as a scanner does.</summary>
    public static byte[] Scan(byte[] jpeg, int width, int height, int turn = 0, int copies = 1)
    {
        var pdf = new Pdfs();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add($"<</Type/Pages/Count {copies}/Kids[{Kids(copies, 5, 1)}]>>");
        pdf.Add(
            $"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
            jpeg
        );
        pdf.Add("<<", $"q {width} 0 0 {height} 0 0 cm /P Do Q");
        for (var n = 0; n < copies; n++)
            pdf.Add(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {turn}/Contents 4 0 R/Resources<</XObject<</P 3 0 R>>>>>>"
            );
        return pdf.Write();
    }

    /// <summary>Pages that are a picture each.</summary>
    public static byte[] Pile(IReadOnlyList<byte[]> jpegs, int width, int height)
    {
        var pdf = new Pdfs();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add($"<</Type/Pages/Count {jpegs.Count}/Kids[{Kids(jpegs.Count, 4, 2)}]>>");
        pdf.Add("<<", "q 595 0 0 842 0 0 cm /P Do Q");
        foreach (var jpeg in jpegs)
        {
            var picture = pdf.objects.Count + 2;
            pdf.Add(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</XObject<</P {picture} 0 R>>>>>>"
            );
            pdf.Add(
                $"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
                jpeg
            );
        }
        return pdf.Write();
    }

    /// <summary>A page with this content, of this size.</summary>
    public static byte[] Drawn(
        string content,
        string box = "0 0 595 842",
        string resources = "",
        params (string, byte[]?)[] more
    )
    {
        var pdf = new Pdfs();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[3 0 R]>>");
        pdf.Add(
            $"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<<{resources}>>>>"
        );
        pdf.Add("<<", content);
        pdf.objects.AddRange(more);
        return pdf.Write();
    }

    /// <summary>Encrypted by the oldest handler there is, which every reader knows (ISO 32000-1, 7.6.3, revision 2).</summary>
    public static byte[] Locked(string password)
    {
        var id = Enumerable.Range(0, 16).Select(n => (byte)n).ToArray();
        var owner = Rc4(MD5.HashData(Padded("owner"))[..5], Padded(password));
        byte[] seed = [.. Padded(password), .. owner, 0xFC, 0xFF, 0xFF, 0xFF, .. id];
        var key = MD5.HashData(seed)[..5];
        var user = Rc4(key, Padded(""));
        var pdf = new Pdfs();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[3 0 R]>>");
        pdf.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>");
        var own = MD5.HashData([.. key, 4, 0, 0, 0, 0])[..10];
        pdf.Add("<<", Rc4(own, "1 0 0 rg 0 0 200 100 re f"u8.ToArray()));
        pdf.Add(
            $"<</Filter/Standard/V 1/R 2/P -4/O<{Convert.ToHexString(owner)}>/U<{Convert.ToHexString(user)}>>>"
        );
        pdf.trailer = $"/Encrypt 5 0 R/ID[<{Convert.ToHexString(id)}><{Convert.ToHexString(id)}>]";
        return pdf.Write();
    }

    private int Add(string head, byte[]? stream = null)
    {
        objects.Add((head, stream));
        return objects.Count;
    }

    private void Add(string head, string stream) => Add(head, Encoding.Latin1.GetBytes(stream));

    private byte[] Write()
    {
        using var file = new MemoryStream();
        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Put("%PDF-1.5\n");
        var places = new List<long>();
        foreach (var (head, stream) in objects)
        {
            places.Add(file.Position);
            Put($"{places.Count} 0 obj\n{head}");
            if (stream is not null)
            {
                Put($"/Length {stream.Length}>>stream\n");
                file.Write(stream);
                Put("\nendstream");
            }
            Put("\nendobj\n");
        }
        var table = file.Position;
        Put($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Put($"{place:D10} 00000 n \n");
        Put(
            $"trailer\n<</Size {places.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n"
        );
        return file.ToArray();
    }

    private static string Kids(int count, int first, int step) =>
        string.Join(' ', Enumerable.Range(0, count).Select(n => $"{first + n * step} 0 R"));

    // The padding the standard prescribes.
    private static byte[] Padded(string password) =>
        [
            .. (
                (byte[])
                    [
                        .. Encoding.Latin1.GetBytes(password),
                        .. Convert.FromHexString(
                            "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A"
                        ),
                    ]
            )[..32],
        ];

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        var s = Enumerable.Range(0, 256).Select(n => (byte)n).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + s[i] + key[i % key.Length]) & 0xFF;
            (s[i], s[j]) = (s[j], s[i]);
        }
        var output = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) & 0xFF;
            j = (j + s[i]) & 0xFF;
            (s[i], s[j]) = (s[j], s[i]);
            output[n] = (byte)(data[n] ^ s[(s[i] + s[j]) & 0xFF]);
        }
        return output;
    }
}
