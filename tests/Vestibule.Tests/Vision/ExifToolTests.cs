using System.Diagnostics;
using System.Text.Json;
using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Tests.Harness;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>A program of somebody else's looks at what comes out, whatever went in.</summary>
public sealed class ExifToolTests(ITestOutputHelper output)
{
    private const string Tool = "/usr/bin/exiftool";
    private const int Stride = 7;

    /// <summary>
    /// What the tool may find: nobody can be without these, they say how the pixels are written down. The same for
    /// what people look at, which is always WebP, and for what the API gives out.
    /// </summary>
    private static readonly Dictionary<MediaKind, string[]> Allowed = new()
    {
        [MediaKind.WebP] =
        [
            "ImageWidth",
            "ImageHeight",
            "VP8Version",
            "HorizontalScale",
            "VerticalScale",
        ],
        [MediaKind.Jpeg] =
        [
            "ImageWidth",
            "ImageHeight",
            "EncodingProcess",
            "BitsPerSample",
            "ColorComponents",
            "YCbCrSubSampling",
        ],
        [MediaKind.Png] =
        [
            "ImageWidth",
            "ImageHeight",
            "BitDepth",
            "ColorType",
            "Compression",
            "Filter",
            "Interlace",
        ],
        [MediaKind.Pdf] = ["PDFVersion", "Linearized", "PageCount"],
    };

    // What it says of the file as such: its name, its date, what kind of file it takes it for.
    private static readonly string[] OfTheFile = ["FileType", "FileTypeExtension", "MIMEType"];

    [Fact]
    public async Task FindsNothingThatIsNotOnTheList()
    {
        Assert.SkipUnless(
            File.Exists(Tool) || Environment.GetEnvironmentVariable("CI") == "true",
            "exiftool is not installed"
        );
        var folder = Directory.CreateTempSubdirectory("vestibule-tags-").FullName;
        try
        {
            var files = await Fill(folder);
            var found = (await Tags(folder)).ToLookup(tag => tag.Kind, tag => tag.Name);
            output.WriteLine($"{files} files");
            foreach (var kind in found)
            {
                output.WriteLine($"{kind.Key}: {string.Join(", ", kind.Distinct())}");
                kind.Distinct().Except(Allowed[kind.Key]).ShouldBeEmpty($"{kind.Key}");
            }

            found.Select(kind => kind.Key).ShouldBe(Allowed.Keys, ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>All pictures of good files of every kind, and of as much as is taken of hostile ones.</summary>
    private static async Task<int> Fill(string folder)
    {
        using var pool = new DecodePool(new DecodeOptions { Workers = 1 }, new Told());
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        var good = GoodFiles.Of(GoodFiles.Ways).Select(file => (file.Kind, file.Bytes));
        var hostile = Enumerable
            .Range(0, HowMany.Times(5, ci: 320, campaign: 1_000))
            .Select(n => HostileFiles.One(n * Stride))
            .Select(file => (file.Kind, file.Bytes));
        var number = 0;
        foreach (var (kind, bytes) in good.Concat(hostile))
        {
            if (
                await pool.Decode(kind, Guid.Empty, bytes, default) is DecodeOutcome.Decoded decoded
            )
            {
                foreach (var file in Seen.Files(decoded))
                    await File.WriteAllBytesAsync(
                        Path.Combine(folder, $"{number++}.{file.Kind}"),
                        file.Bytes
                    );
            }
        }

        return number;
    }

    private static async Task<List<(MediaKind Kind, string Name)>> Tags(string folder)
    {
        using var tool = Process.Start(
            new ProcessStartInfo(Tool, ["-j", "-G1", "-q", "-r", folder])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        using var said = JsonDocument.Parse(await tool.StandardOutput.ReadToEndAsync());
        return
        [
            .. said
                .RootElement.EnumerateArray()
                .SelectMany(file =>
                    file.EnumerateObject()
                        .Select(tag => tag.Name.Split(':'))
                        .Where(tag => tag.Length == 2)
                        .Where(tag => tag[0] is not ("System" or "ExifTool" or "Composite"))
                        .Where(tag => tag[0] is not "File" || !OfTheFile.Contains(tag[1]))
                        .Select(tag => (KindOf(file), tag[1]))
                ),
        ];
    }

    private static MediaKind KindOf(JsonElement file) =>
        Enum.Parse<MediaKind>(
            Path.GetExtension(file.GetProperty("SourceFile").GetString()!).TrimStart('.')
        );
}
