using System.Buffers.Binary;
using System.IO.Compression;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

internal sealed record HostileFile(string Name, MediaKind Kind, byte[] Bytes);

/// <summary>
/// What nobody should send. Good files cut, flipped, joined with scripts; headers that promise the sky; and files that were
/// made to hurt. One and the same number gives the same file.
/// </summary>
internal static class HostileFiles
{
    /// <summary>Stands in all that must not come out again.</summary>
    public const string Mark = "canary";

    private static readonly Lazy<HostileFile[]> Made = new(() => [.. HostileSpecimens.All()]);

    public static IEnumerable<HostileFile> Of(int count) => Enumerable.Range(0, count).Select(One);

    public static HostileFile One(int number)
    {
        if (number < Made.Value.Length)
            return Made.Value[number];
        var random = new Random(number);
        // PDFs cost a process or two each: one in eight.
        var good = GoodFiles.One(number % 8 == 0 ? 24 + number / 8 % 2 + 26 * random.Next(8) : Picture(random));
        var (how, bytes) = Spoiled(good.Bytes, number, random);
        return new HostileFile($"{number} {how} {good.Name}", good.Kind, bytes);
    }

    private static int Picture(Random random) => random.Next(24) + 26 * random.Next(3);

    private static (string, byte[]) Spoiled(byte[] good, int number, Random random)
    {
        switch (number % 5)
        {
            case 0 or 1:
                var percent = random.Next(100);
                return ($"cut at {percent} %", good[..(int)((long)good.Length * percent / 100)]);
            case 2 or 3:
                var flipped = (byte[])good.Clone();
                for (var n = random.Next(1, 60); n > 0; n--)
                    flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                return ("flipped", flipped);
            default:
                return random.Next(4) switch
                {
                    0 => ("script behind", [.. good, .. "<script>canary()</script><?php canary(); ?>"u8]),
                    1 => ("archive behind", [.. good, .. "PK\u0003\u0004canary"u8, .. new byte[50]]),
                    2 => ("noise within", Noisy(good, random)),
                    _ => ("doubled", [.. good[..(good.Length / 2)], .. good]),
                };
        }
    }

    private static byte[] Noisy(byte[] good, Random random)
    {
        var noisy = (byte[])good.Clone();
        var from = random.Next(noisy.Length / 4, noisy.Length);
        random.NextBytes(noisy.AsSpan(from, Math.Min(random.Next(1, 400), noisy.Length - from)));
        return noisy;
    }
}

/// <summary>Each made for one purpose.</summary>
internal static class HostileSpecimens
{
    private static readonly byte[] Jpeg = Encoded.Jpeg(Pictures.Card(200, 150));
    private static readonly byte[] Png = Encoded.Of(Pictures.Card(200, 150), i => i.PngsaveBuffer());
    private static readonly byte[] WebP = Encoded.Of(Pictures.Card(200, 150), i => i.WebpsaveBuffer());

    public static IEnumerable<HostileFile> All() => [.. Pictured(), .. Bound()];

    private static IEnumerable<HostileFile> Pictured()
    {
        yield return new("jpeg 65500 x 65500", MediaKind.Jpeg, Sized(Jpeg, 65500, 65500));
        yield return new("jpeg 12000 x 5000 of nothing", MediaKind.Jpeg, Sized(Jpeg, 12000, 5000));
        yield return new("jpeg 0 x 0", MediaKind.Jpeg, Sized(Jpeg, 0, 0));
        yield return new("jpeg of 10,000 scans", MediaKind.Jpeg, Scans(10_000));
        yield return new("jpeg of 99 scans", MediaKind.Jpeg, Scans(99));
        yield return new("exif flood", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, [.. Enumerable.Repeat(((byte)0xE1, (byte[])[.. Encoded.Exif(6), .. "canary"u8]), 3000)]));
        yield return new("comment flood", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, [.. Enumerable.Repeat(((byte)0xFE, new byte[65000]), 100)]));
        yield return new("endless exif", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, (0xE1, [.. "Exif\0\0II*\0\u0008\0\0\0\u00FF\u00FF"u8, .. new byte[60000]])));
        yield return new("exif beyond the end", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, (0xE1, [.. "Exif\0\0MM\0*"u8, 0xFF, 0xFF, 0xFF, 0xFF])));
        yield return new("profile flood", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, [.. Enumerable.Range(1, 255).Select(n => ((byte)0xE2, (byte[])[.. "ICC_PROFILE\0"u8, (byte)n, 255, .. new byte[60000]]))]));
        yield return new("profile of noise", MediaKind.Jpeg, Encoded.WithSegments(Jpeg, (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Noise(4000)])));
        yield return new("only a beginning", MediaKind.Jpeg, [0xFF, 0xD8, 0xFF]);
        yield return new("empty", MediaKind.Jpeg, []);
        yield return new("noise called jpeg", MediaKind.Jpeg, [0xFF, 0xD8, 0xFF, 0xE0, .. Noise(5000)]);
        yield return new("svg called jpeg", MediaKind.Jpeg, "<svg xmlns='http://www.w3.org/2000/svg'><script>canary()</script></svg>"u8.ToArray());
        yield return new("gif called jpeg", MediaKind.Jpeg, [.. "GIF89a"u8, .. Noise(300)]);
        yield return new("png called webp", MediaKind.WebP, Png);
        yield return new("jpeg called heic", MediaKind.Heic, Jpeg);
        yield return new("png 65535 x 65535", MediaKind.Png, Header(65535, 65535, 8, 2, Packed(6000)));
        yield return new("png of gigabytes", MediaKind.Png, Header(12000, 5000, 16, 6, Packed(400_000_000)));
        yield return new("png that unpacks to more than it says", MediaKind.Png, Header(100, 100, 8, 2, Packed(50_000_000)));
        yield return new("png that unpacks to less than it says", MediaKind.Png, Header(8000, 8000, 8, 0, Packed(4000)));
        yield return new("profile bomb", MediaKind.Png, Encoded.WithChunks(Png, ("iCCP", [.. "x\0\0"u8, .. Packed(60_000_000)])));
        yield return new("text bomb", MediaKind.Png, Encoded.WithChunks(Png, ("zTXt", [.. "x\0\0"u8, .. Packed(60_000_000)])));
        yield return new("chunk flood", MediaKind.Png, Encoded.WithChunks(Png, [.. Enumerable.Repeat(("tEXt", "a\0canary"u8.ToArray()), 50_000)]));
        yield return new("moving png", MediaKind.Png, Encoded.WithChunks(Png, ("acTL", [0, 0, 0, 9, 0, 0, 0, 0])));
        yield return new("png with a critical stranger", MediaKind.Png, Encoded.WithChunks(Png, ("CgBI", [0, 0, 0, 0])));
        yield return new("png with two headers", MediaKind.Png, Encoded.WithChunks(Png, ("IHDR", Png[16..29])));
        yield return new("moving webp", MediaKind.WebP, [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
        yield return new("webp with a large canvas", MediaKind.WebP, [.. "RIFF"u8, .. Le(WebP.Length + 10), .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. WebP[12..]]);
        yield return new("webp that lies about its length", MediaKind.WebP, [.. WebP[..4], 0xFF, 0xFF, 0xFF, 0x7F, .. WebP[8..]]);
        yield return new("film called heic", MediaKind.Heic, [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, 0, 0, 0, 8, .. "moov"u8]);
        yield return new("heic 60000 x 60000", MediaKind.Heic, Resized(Encoded.Heic("upright"), 60000));
        yield return new("heic 11000 x 5000 of little", MediaKind.Heic, Resized(Encoded.Heic("upright"), 5500));
        yield return new("boxes in boxes", MediaKind.Heic, [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, .. Nested(200)]);
    }

    private static IEnumerable<HostileFile> Bound()
    {
        const string act = "/OpenAction<</S/JavaScript/JS(app.alert\\('canary'\\))>>/AA<</WC<</S/Launch/F(canary)>>>>";
        yield return new("active pdf", MediaKind.Pdf, Pdfs.Text(1, act));
        yield return new("pdf that sends", MediaKind.Pdf, Pdfs.Text(1, "/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/canary)>>/AcroForm<</XFA(canary)>>"));
        yield return new("pdf with an attachment", MediaKind.Pdf, Pdfs.Text(1, "/Names<</EmbeddedFiles<</Names[(canary)<</Type/Filespec/F(canary.exe)>>]>>>>"));
        yield return new("locked pdf", MediaKind.Pdf, Pdfs.Locked("canary"));
        yield return new("pdf of 31 pages", MediaKind.Pdf, Pdfs.Text(31));
        yield return new("pdf of 100,000 pages", MediaKind.Pdf, ManyPages());
        yield return new("pdf of a kilometre", MediaKind.Pdf, Pdfs.Drawn("0 0 m", "0 0 2834645 2834645"));
        yield return new("pdf of a hair", MediaKind.Pdf, Pdfs.Drawn("0 0 m", "0 0 1 1000000"));
        yield return new("pdf without a size", MediaKind.Pdf, Pdfs.Drawn("0 0 m", "0 0 0 0"));
        yield return new("pdf that draws itself", MediaKind.Pdf, Pdfs.Drawn("/X Do", resources: "/XObject<</X 5 0 R>>", more: ("<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</X 5 0 R>>>>", "/X Do /X Do"u8.ToArray())));
        yield return new("pdf that unpacks for ever", MediaKind.Pdf, Pdfs.Drawn("/X Do", resources: "/XObject<</X 5 0 R>>", more: ("<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Filter/FlateDecode", Packed(300_000_000))));
        yield return new("pdf that paints a great deal", MediaKind.Pdf, Pdfs.Drawn(string.Concat(Enumerable.Repeat("0 0 595 842 re f\n", 40_000))));
        yield return new("pdf with a huge picture", MediaKind.Pdf, Pdfs.Drawn("500 0 0 500 0 0 cm /X Do", resources: "/XObject<</X 5 0 R>>", more: ("<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", Packed(100_000))));
        yield return new("pdf whose tree has no end", MediaKind.Pdf, System.Text.Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"));
        yield return new("page called pdf", MediaKind.Pdf, "%PDF-1.4\n<html><script>canary()</script></html>\nstartxref\n0\n%%EOF"u8.ToArray());
        yield return new("noise called pdf", MediaKind.Pdf, [.. "%PDF-1.7\n"u8, .. Noise(20_000), .. "\nstartxref\n5\n%%EOF"u8]);
    }

    private static byte[] ManyPages() =>
        System.Text.Encoding.ASCII.GetBytes(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 100000/Kids["
                + string.Concat(Enumerable.Repeat("3 0 R ", 100_000))
                + "]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
        );

    private static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var sized = (byte[])jpeg.Clone();
        var at = sized.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(at + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(at + 7), (ushort)width);
        return sized;
    }

    /// <summary>A progressive picture whose last pass is repeated.</summary>
    private static byte[] Scans(int count)
    {
        var jpeg = Encoded.Of(Pictures.Card(1200, 900), i => i.JpegsaveBuffer(interlace: true));
        var last = jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        var scan = jpeg[last..^2];
        return [.. jpeg[..^2], .. Enumerable.Repeat(scan[..Math.Min(scan.Length, 2000)], count).SelectMany(b => b), 0xFF, 0xD9];
    }

    private static byte[] Header(int width, int height, byte depth, byte colours, byte[] data)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colours);
        return [.. Png[..8], .. Encoded.Chunk("IHDR", header), .. Encoded.Chunk("IDAT", data), .. Encoded.Chunk("IEND", [])];
    }

    /// <summary>So many zeros, packed.</summary>
    private static byte[] Packed(int zeros)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var block = new byte[1_000_000];
            for (var left = zeros; left > 0; left -= block.Length)
                pack.Write(block.AsSpan(0, Math.Min(left, block.Length)));
        }
        return packed.ToArray();
    }

    private static byte[] Resized(byte[] heic, int height)
    {
        var at = heic.AsSpan().IndexOf("ispe"u8);
        BinaryPrimitives.WriteInt32BigEndian(heic.AsSpan(at + 8), height * 2);
        BinaryPrimitives.WriteInt32BigEndian(heic.AsSpan(at + 12), height);
        return heic;
    }

    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var n = 0; n < depth; n++)
            inner = [.. Be(inner.Length + 8), .. "iprp"u8, .. inner];
        return [.. Be(inner.Length + 12), .. "meta"u8, 0, 0, 0, 0, .. inner];
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static byte[] Be(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Le(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
