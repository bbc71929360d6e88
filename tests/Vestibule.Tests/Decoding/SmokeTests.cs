using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;
using Vestibule.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Decoding;

public sealed class SmokeTests
{
    [Fact]
    public async Task Smoke()
    {
        var output = TestContext.Current.TestOutputHelper!;
        using var pool = new DecodePool(new DecodeOptions(), new Vestibule.Tests.Decoding.Told());
        output.WriteLine(Confinement.Offered.Sentence);
        using var noise = Image.Gaussnoise(4000, 3000, sigma: 20, mean: 128);
        using var rgb = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        var jpeg = rgb.JpegsaveBuffer(q: 85);
        output.WriteLine($"{jpeg.Length} bytes");
        for (var n = 0; n < 4; n++)
        {
            var began = Stopwatch.GetTimestamp();
            var outcome = await pool.Decode(MediaKind.Jpeg, Guid.Empty, jpeg, default);
            output.WriteLine($"{Stopwatch.GetElapsedTime(began)} {outcome}");
            if (outcome is DecodeOutcome.Decoded d) output.WriteLine($"{d.Cleaned.Length} {d.Pages[0].Length} {d.Thumbnail.Length} {d.Blurred.Length}");
        }
        output.WriteLine(pool.Confinement.ToString());
    }
}
