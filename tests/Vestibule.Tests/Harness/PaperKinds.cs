using NetVips;
using Vestibule.Tests.Vision;

namespace Vestibule.Tests.Harness;

/// <summary>A file to hand in, and what is given out for it.</summary>
/// <param name="Ending">Of its name.</param>
internal sealed record Paper(byte[] Bytes, string Ending, byte[] Given)
{
    /// <summary>One that comes out as it went in.</summary>
    public static Paper Same(byte[] png) => new(png, "png", png);
}

/// <summary>
/// Small files of every kind, whose pictures are made in every way there is: by a worker, by a worker with the other
/// decoder, by pdftoppm and a worker. Decoded once, so that a rig knows beforehand what has to come out.
/// </summary>
internal static class PaperKinds
{
    private const int Seeds = 3;

    private static readonly Lazy<Task<List<Paper>>> Made = new(async () =>
    {
        var papers = new List<Paper>();
        foreach (var seed in Enumerable.Range(1, Seeds))
        {
            papers.Add(await Of(Papers.Pdf(seed, pages: seed), "pdf"));
            papers.Add(await Of(Papers.Jpeg(seed), "jpg"));
            papers.Add(await Of(WebP(seed), "webp"));
        }

        papers.Add(await Of(Encoded.Heic("upright"), "heic"));
        return papers;
    });

    /// <summary>One of them.</summary>
    public static async Task<Paper> At(int salt)
    {
        var papers = await Made.Value;
        return papers[(int)((uint)salt % papers.Count)];
    }

    private static async Task<Paper> Of(byte[] bytes, string ending) =>
        new(bytes, ending, await Papers.Cleaned(bytes));

    private static byte[] WebP(int seed) =>
        Encoded.Of(Pictures.Card(90, 60, seed), image => image.WebpsaveBuffer());
}
