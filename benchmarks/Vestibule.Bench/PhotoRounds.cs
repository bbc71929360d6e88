using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;
using Vestibule.Decoding;
using Vestibule.Vision;

namespace Vestibule.Bench;

/// <summary>
/// A photo of twelve million pixels into its cleaned form, its page, thumbnail and blur: through a warm worker behind its
/// walls, and with the library alone in this process.
/// </summary>
internal static class PhotoRounds
{
    public const string Name = "photo";
    private const double Most = 1.15;

    public static async Task<(bool Holds, string Line)> Run(int rounds)
    {
        Library.Prepare();
        var photo = Photo();
        using var pool = new DecodePool(
            new DecodeOptions { Workers = 1 },
            NullLogger<DecodePool>.Instance
        );
        var ratios = new List<double>();
        var (ours, bare) = (new List<double>(), new List<double>());
        // The first two warm both sides up.
        for (var round = -2; round < Math.Max(rounds, 5); round++)
        {
            var first = round % 2 == 0 ? Alone(photo) : double.NaN;
            var through = await Through(pool, photo);
            var alone = double.IsNaN(first) ? Alone(photo) : first;
            if (round < 0)
                continue;
            ours.Add(through);
            bare.Add(alone);
            ratios.Add(through / alone);
        }
        var median = ratios.Order().ElementAt(ratios.Count / 2);
        return (
            median <= Most,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(median <= Most ? "PASS" : "FAIL")} {Name}: through a worker {median:0.00} ({ratios.Min():0.00}–{ratios.Max():0.00}) × the library alone, wanted ≤ {Most:0.00}; {ours.Order().ElementAt(ours.Count / 2):0} and {bare.Order().ElementAt(bare.Count / 2):0} ms"
            )
        );
    }

    private static async Task<double> Through(DecodePool pool, byte[] photo)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await pool.Decode(MediaKind.Jpeg, Guid.Empty, photo, default);
        return outcome is DecodeOutcome.Decoded
            ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
            : throw new InvalidOperationException($"the photo came to nothing: {outcome}");
    }

    private static double Alone(byte[] photo)
    {
        var began = Stopwatch.GetTimestamp();
        using var loaded = Image.JpegloadBuffer(photo, access: Enums.Access.Sequential);
        using var stored = loaded.CopyMemory();
        using var upright = stored.Autorot();
        using var whole = upright.CopyMemory();
        _ = whole.JpegsaveBuffer(q: 88, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        using var page = whole.ThumbnailImage(2400, height: 2400, size: Enums.Size.Down);
        using var shown = page.CopyMemory();
        _ = shown.WebpsaveBuffer(q: 80, effort: 1, keep: Enums.ForeignKeep.None);
        using var thumbnail = shown.ThumbnailImage(400, height: 400, size: Enums.Size.Down);
        _ = thumbnail.WebpsaveBuffer(q: 75, effort: 1, keep: Enums.ForeignKeep.None);
        using var tiny = thumbnail.ThumbnailImage(24, height: 24, size: Enums.Size.Down);
        using var blurred = tiny.Gaussblur(1.5);
        _ = blurred.WebpsaveBuffer(q: 75, effort: 1, keep: Enums.ForeignKeep.None);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Soft shapes and the grain of a sensor, lying on its side as telephones store them.</summary>
    private static byte[] Photo()
    {
        using var grain = Image.Gaussnoise(4000, 3000, sigma: 9, mean: 0);
        using var shapes = Image.Perlin(4000, 3000, cellSize: 500, uchar: true);
        using var grey = shapes + grain;
        using var colours = grey.Bandjoin(grey * 0.9, grey * 0.8).Cast(Enums.BandFormat.Uchar);
        using var photo = colours.Copy(interpretation: Enums.Interpretation.Srgb);
        return photo
            .Mutate(change => change.Set(GValue.GIntType, "orientation", 6))
            .JpegsaveBuffer(q: 92);
    }
}
