using System.Collections.Concurrent;
using System.Diagnostics;
using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Good and hostile files by the hundred, through real workers.</summary>
public sealed class CorpusTests
{
    private static bool IsCampaign =>
        Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") == "1";
    private static bool IsCI => Environment.GetEnvironmentVariable("CI") == "true";

    [Fact]
    public async Task GoodFilesAreTakenAndUpright()
    {
        var count = IsCI || IsCampaign ? 500 : 78;
        using var pool = new DecodePool(new DecodeOptions { Workers = 2 }, new Told());
        var wrong = new ConcurrentBag<string>();
        await Each(
            GoodFiles.Of(count).Where(file => pool.ReadsPdf || file.Kind is not MediaKind.Pdf),
            async good =>
            {
                var outcome = await pool.Decode(good.Kind, Guid.Empty, good.Bytes, default);
                if (outcome is not DecodeOutcome.Decoded decoded)
                {
                    wrong.Add($"{good.Name}: {outcome}");
                    return;
                }
                decoded.MediaType.ShouldBe(good.Kind.Cleaned().MediaType());
                decoded.Pages.Count.ShouldBe(good.Pages, good.Name);
                Seen.Leftovers(decoded).ShouldBeEmpty(good.Name);
                if (
                    decoded
                        .Pages.Select(page => Seen.Askew(page, good))
                        .FirstOrDefault(why => why is not null) is
                    { } askew
                )
                    wrong.Add($"{good.Name}: {askew}");
                if (
                    good.Kind is not MediaKind.Pdf
                    && Seen.Askew(decoded.Cleaned, good) is { } lying
                )
                    wrong.Add($"{good.Name}, cleaned: {lying}");
            }
        );
        wrong.Count.ShouldBeLessThanOrEqualTo(count * 5 / 1000, string.Join("\n", wrong));
    }

    [Fact]
    public async Task HostileFilesCostOneAnswer()
    {
        var count =
            IsCampaign ? 100_000
            : IsCI ? 3_000
            : 160;
        var told = new Told();
        using var pool = new DecodePool(new DecodeOptions { Workers = 2 }, told);
        var times = new ConcurrentBag<TimeSpan>();
        var wrong = new ConcurrentBag<string>();
        var verdicts = new ConcurrentDictionary<string, int>();
        await Each(
            HostileFiles.Of(count),
            async hostile =>
            {
                var began = Stopwatch.GetTimestamp();
                var outcome = await pool.Decode(hostile.Kind, Guid.Empty, hostile.Bytes, default);
                times.Add(Stopwatch.GetElapsedTime(began));
                verdicts.AddOrUpdate(
                    outcome is DecodeOutcome.Refused(var why)
                        ? why.Reason.ToString()
                        : outcome.GetType().Name,
                    1,
                    (_, n) => n + 1
                );
                if (outcome is DecodeOutcome.Busy)
                    wrong.Add($"{hostile.Name}: no verdict");
                if (outcome is DecodeOutcome.Decoded decoded)
                {
                    foreach (var left in Seen.Leftovers(decoded))
                        wrong.Add($"{hostile.Name}: {left}");
                }
            }
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(", ", verdicts.OrderByDescending(v => v.Value))}; median {times.Order().ElementAt(times.Count / 2).TotalMilliseconds:F0} ms, longest {times.Max().TotalSeconds:F1} s\n{string.Join("\n", told.Lines.Distinct())}"
        );
        wrong.ShouldBeEmpty();
        times.Count.ShouldBe(count);
        // The deadline is counted from a file's turn; here each has its turn at once.
        times.Max().ShouldBeLessThan(TimeSpan.FromSeconds(25));
    }

    private static Task Each<T>(IEnumerable<T> files, Func<T, Task> look) =>
        Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (file, _) => await look(file)
        );
}
