using System.Text;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class MediaTypesTests
{
    public static TheoryData<string, string?> Heads =>
        new()
        {
            { "\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF", "image/jpeg" },
            { "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "image/png" },
            { "RIFF\u0001\u0002\0\0WEBPVP8 ", "image/webp" },
            { "\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "image/heic" },
            { "\0\0\0\u0018ftypheix\0\0\0\0mif1heix", "image/heic" },
            { "\0\0\0\u0018ftyphevc\0\0\0\0mif1hevc", "image/heic" },
            { "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", "image/heic" },
            { "\0\0\0\u0014ftypmsf1\0\0\0\0msf1", "image/heif" },
            { "%PDF-1.7\n", "application/pdf" },
            { "\0\0\0\u0018ftypavif\0\0\0\0mif1avif", null },
            { "\0\0\0\u0018ftypmif1\0\0\0\0mif1avif", null },
            { "\0\0\0\u0018ftypisom\0\0\0\0isommp42", null },
            { "\0\0\0\u0014ftypmif1\0\0\0\0mif1heic", "image/heif" },
            { "GIF89a", null },
            { "<html>", null },
            { "RIFF\0\0\0\0WAVE", null },
            { "RIFF", null },
            { " %PDF-1.7", null },
            { "\u00FF\u00D8", null },
            { "ftyp", null },
            { "\0\0\0\u0018ftypheic", null },
            { "", null },
        };

    [Theory]
    [MemberData(nameof(Heads))]
    public void FirstBytesSayWhatItIs(string head, string? type) =>
        MediaTypes.MediaTypeOf(Encoding.Latin1.GetBytes(head)).ShouldBe(type);
}
