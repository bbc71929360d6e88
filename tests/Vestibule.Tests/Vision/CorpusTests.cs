using System.Collections.Concurrent;
using System.Diagnostics;
using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Tests.Harness;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Good and hostile files by the hundred, through real workers.</summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task GoodFilesAreTakenAndUpright()
    {
        var count = HowMany.Times(78, ci: 500, campaign: 500);
        using var pool = new DecodePool(new DecodeOptions { Workers = 2 }, new Told());
        var wrong = new ConcurrentBag<string>();
        var (looked, fine) = (0, 0);
        await Each(
            GoodFiles.Of(count).Where(file => pool.ReadsPdf || file.Kind is not MediaKind.Pdf),
            async good =>
            {
                Interlocked.Increment(ref looked);
                var outcome = await pool.Decode(good.Kind, Guid.Empty, good.Bytes, default);
                if (outcome is not DecodeOutcome.Decoded decoded)
                {
                    wrong.Add($"{good.Name}: {outcome}");
                    return;
                }
                decoded.MediaType.ShouldBe(good.Kind.Cleaned().MediaType());
                decoded.Pages.Count.ShouldBe(good.Pages, good.Name);
                Seen.Leftovers(decoded).ShouldBeEmpty(good.Name);
                var lying = decoded
                    .Pages.Concat(good.Kind is MediaKind.Pdf ? [] : [decoded.Cleaned])
                    .Select(picture => Seen.Askew(picture, good))
                    .FirstOrDefault(why => why is not null);
                if (lying is null)
                    Interlocked.Increment(ref fine);
                else
                    wrong.Add($"{good.Name}: {lying}");
            }
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{fine} of {looked} accepted and upright\n{string.Join('\n', wrong)}"
        );
        looked.ShouldBe(
            pool.ReadsPdf ? count : GoodFiles.Of(count).Count(f => f.Kind is not MediaKind.Pdf)
        );
        ((double)fine / looked).ShouldBeGreaterThanOrEqualTo(0.995, string.Join('\n', wrong));
    }

    [Fact]
    public async Task HostileFilesCostOneAnswer()
    {
        var count = HowMany.Times(60, ci: 3_000, campaign: 100_000);
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
        var median = times.Order().ElementAt(times.Count / 2);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(", ", verdicts.OrderByDescending(v => v.Value))}; median {median.TotalMilliseconds:F0} ms, longest {times.Max().TotalSeconds:F1} s\n{string.Join("\n", told.Lines.Distinct())}"
        );
        wrong.ShouldBeEmpty();
        times.Count.ShouldBe(count);
        // Every worker is killed at its deadline, so that this says nothing of the machine.
        times.Max().ShouldBeLessThan(TimeSpan.FromSeconds(20));
        median.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void EveryKindIsCutAtEveryPercent() =>
        Enumerable
            .Range(0, 3_000)
            .Select(HostileFiles.CutOf)
            .OfType<(MediaKind, int)>()
            .Distinct()
            .Count()
            .ShouldBe(Enum.GetValues<MediaKind>().Length * 100);

    private static Task Each<T>(IEnumerable<T> files, Func<T, Task> look) =>
        Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (file, _) => await look(file)
        );
}
