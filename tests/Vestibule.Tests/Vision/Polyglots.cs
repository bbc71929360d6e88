using System.Buffers.Binary;
using System.IO.Compression;
using Vestibule.Vision;
using static Vestibule.Tests.Vision.Encoded;

namespace Vestibule.Tests.Vision;

/// <summary>Good files that are something else as well: pages, scripts, archives, PDFs, in front, within and behind.</summary>
internal static class Polyglots
{
    private const string Act = "/OpenAction<</S/JavaScript/JS(app.alert\\('canary'\\))>>";

    private static readonly byte[] Active = Pdfs.Text(1, Act, info: HostileFiles.Mark);

    public static byte[] Script { get; } =
        "<script>canary()</script><?php canary(); ?>"u8.ToArray();

    public static byte[] Page { get; } =
    [.. "<!DOCTYPE html><html><body><!--canary-->"u8, .. Script, .. "</body></html>"u8];

    public static byte[] Archive { get; } = Packed();

    /// <summary>Ways to make one of a good file, each with its name.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Of(MediaKind kind, byte[] good) =>
        [
            ("page ahead of", [.. Page, .. good]),
            ("film ahead of", [.. "GIF89a/*"u8, .. new byte[20], .. "*/=canary();"u8, .. good]),
            ("page and archive behind", [.. good, .. Page, .. Archive]),
            .. kind switch
            {
                MediaKind.Jpeg => Jpegs(good),
                MediaKind.Png => Pngs(good),
                MediaKind.WebP => WebPs(good),
                MediaKind.Heic => Heics(good),
                MediaKind.Pdf => Papers(good),
            },
        ];

    private static (string, byte[])[] Jpegs(byte[] good)
    {
        var end = good.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xD9]);
        return
        [
            ("script first in", WithSegments(good, (0xFE, Script))),
            ("page in a segment of", WithSegments(good, (0xE5, Page))),
            ("pdf first in", WithSegments(good, (0xFE, Active))),
            ("archive around", [.. WithSegments(good, (0xEC, Archive)), .. Archive]),
            ("javascript that is", WithSegments(good, (0xE0, Commented()))),
            ("script between segments of", [.. good[..2], .. Script, .. good[2..]]),
            // A fourth table of 64 numbers, all of them in order, which no component uses.
            ("script as a table of", WithSegments(good, (0xDB, [3, .. Repeated(64)]))),
            (
                "script as colours of",
                WithSegments(good, (0xE2, [.. "ICC_PROFILE\0\u0001\u0001"u8, .. Repeated(4000)]))
            ),
            (
                "script as a preview of",
                WithSegments(good, (0xE0, [.. "JFXX\0\u0010"u8, .. Script]))
            ),
            (
                "script as xmp of",
                WithSegments(good, (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Page]))
            ),
            (
                "script as letters of",
                WithSegments(good, (0xEE, [.. "Adobe\0d\0\0\0\0\0"u8, .. Page]))
            ),
            (
                "script last in",
                [.. good[..end], .. WithSegments([0, 0, .. good[end..]], (0xFE, Script))[2..]]
            ),
        ];
    }

    private static (string, byte[])[] Pngs(byte[] good) =>
        [
            ("private script in", WithChunks(good, ("scRp", Script))),
            ("page as text of", WithChunks(good, ("tEXt", [.. "Comment\0"u8, .. Page]))),
            (
                "page as words of",
                WithChunks(good, ("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Page]))
            ),
            ("script as a palette of", WithChunks(good, ("PLTE", Repeated(768)))),
            ("script as times of", WithChunks(good, ("tIME", Script), ("eXIf", Script))),
            ("script as colours of", WithChunks(good, ("iCCP", [.. "canary\0\0"u8, .. Script]))),
            ("pdf in", WithChunks(good, ("pdFs", Active))),
            ("chunk behind the end of", [.. good, .. Chunk("IDAT", Script), .. Chunk("IEND", [])]),
        ];

    private static (string, byte[])[] WebPs(byte[] good) =>
        [
            ("stranger first in", Riff(Part("SCRP", Page), good[12..])),
            ("stranger last in", Riff(good[12..], Part("LIST", [.. "canary"u8, 0]))),
            ("script as xmp of", Riff(good[12..], Part("XMP ", Page))),
            ("script as colours of", Riff(good[12..], Part("ICCP", Repeated(4000)))),
            ("pdf in", Riff(good[12..], Part("JUNK", Active))),
            ("odd stranger in", Riff(good[12..], Part("canr", Script[..^1]), Part("yyyy", Script))),
        ];

    private static (string, byte[])[] Heics(byte[] good)
    {
        var first = BinaryPrimitives.ReadInt32BigEndian(good);
        byte[] free = Vision.Heics.Box("free", Page);
        return
        [
            ("free space ahead of", [.. free, .. good]),
            ("page as data ahead of", [.. Vision.Heics.Box("mdat", Page), .. good]),
            // What points into the file now points elsewhere.
            ("page as free space in", [.. good[..first], .. free, .. good[first..]]),
            ("page as free space behind", [.. good, .. free]),
            ("stranger behind", [.. good, .. Vision.Heics.Box("uuid", [.. new byte[16], .. Page])]),
            ("pdf as data behind", [.. good, .. Vision.Heics.Box("mdat", Active)]),
        ];
    }

    private static (string, byte[])[] Papers(byte[] good) =>
        [
            ("picture ahead of", [.. "GIF89a"u8, .. new byte[1000], .. good]),
            ("photo ahead of", [0xFF, 0xD8, 0xFF, 0xFE, 3, 0xE8, .. new byte[1000], .. good]),
            ("archive ahead of", [.. Archive, .. good]),
            ("page as a remark in", [.. "%PDF-1.5\n%"u8, .. Page, (byte)'\n', .. good[9..]]),
            ("another pdf behind", [.. good, .. Active]),
            ("page behind and an end", [.. good, .. Page, .. "\nstartxref\n0\n%%EOF"u8]),
        ];

    /// <summary>Its own marker and length open a remark of JavaScript, its end closes it.</summary>
    private static byte[] Commented()
    {
        var body = new byte[0x2F2A - 2];
        "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8.CopyTo(body);
        "*/=canary();/*"u8.CopyTo(body.AsSpan(^14));
        return body;
    }

    private static byte[] Repeated(int length) =>
        [.. Enumerable.Repeat(Script, length / Script.Length + 1).SelectMany(b => b).Take(length)];

    private static byte[] Part(string name, byte[] body) =>
        [
            .. System.Text.Encoding.ASCII.GetBytes(name),
            .. Pieces.Le(body.Length),
            .. body,
            .. new byte[body.Length % 2],
        ];

    private static byte[] Riff(params byte[][] parts)
    {
        var length = 4 + parts.Sum(part => part.Length);
        return [.. "RIFF"u8, .. Pieces.Le(length), .. "WEBP"u8, .. parts.SelectMany(b => b)];
    }

    private static byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("canary.exe").Open();
            entry.Write("MZcanary"u8);
        }
        return packed.ToArray();
    }
}
