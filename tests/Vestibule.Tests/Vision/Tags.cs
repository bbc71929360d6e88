using System.Buffers.Binary;
using System.Text;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>
/// Everything a file says beside its pixels, walked anew and apart from the product's own walk. Empty is what is wanted.
/// </summary>
internal static class Tags
{
    public static IEnumerable<string> In(MediaKind kind, byte[] file) =>
        kind switch
        {
            MediaKind.Jpeg => Jpeg(file),
            MediaKind.Png => Png(file),
            MediaKind.WebP => WebP(file),
            _ => Pdf(file),
        };

    private static IEnumerable<string> Jpeg(byte[] file)
    {
        var at = 2;
        while (file[at + 1] != 0xDA)
        {
            var marker = file[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            // JFIF with no preview in it, tables, a frame.
            if (
                !(marker == 0xE0 && length == 16)
                && marker is not (0xDB or 0xC4 or 0xC0 or 0xC2 or 0xDD)
            )
                yield return $"segment {marker:X2}";
            at += 2 + length;
        }
        if (file.AsSpan(at).IndexOf([(byte)0xFF, (byte)0xD9]) + at != file.Length - 2)
            yield return "bytes behind the end";
    }

    private static IEnumerable<string> Png(byte[] file)
    {
        for (var at = 8; at < file.Length; )
        {
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            if (name is not ("IHDR" or "IDAT" or "IEND"))
                yield return $"chunk {name}";
            at += BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)) + 12;
            if (name is "IEND" && at != file.Length)
                yield return "bytes behind the end";
        }
    }

    private static IEnumerable<string> WebP(byte[] file)
    {
        for (var at = 12; at < file.Length; )
        {
            var name = Encoding.ASCII.GetString(file, at, 4);
            if (name is not "VP8 ")
                yield return $"chunk {name}";
            at += (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4)) + 1) / 2 * 2 + 8;
        }
        if (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)) + 8 != file.Length)
            yield return "bytes behind the end";
    }

    private static IEnumerable<string> Pdf(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        string[] names =
        [
            "/Info",
            "/Metadata",
            "/JS",
            "/JavaScript",
            "/OpenAction",
            "/AA",
            "/Names",
            "/Annots",
            "/AcroForm",
            "/EmbeddedFile",
            "/Encrypt",
            "/URI",
            "/Producer",
            "/CreationDate",
        ];
        return names.Where(name =>
            text.Contains($"{name}<", StringComparison.Ordinal)
            || text.Contains($"{name} ", StringComparison.Ordinal)
            || text.Contains($"{name}(", StringComparison.Ordinal)
            || text.Contains($"{name}/", StringComparison.Ordinal)
        );
    }
}
