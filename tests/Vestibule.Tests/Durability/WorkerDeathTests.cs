using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Workers die while files are on their way in: before they have read a byte, and at moments after that. Whatever is
/// answered must be so: a file that was taken is there whole, one that was refused left nothing.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class WorkerDeathTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    /// <summary>Longer than a small picture takes.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(60);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ADyingWorkerCostsOneAnswer(DatabaseProvider provider)
    {
        var rounds = HowMany.Times(8, ci: 100, campaign: 2_000);
        var random = new Random(Seed);
        var after = TimeSpan.Zero;
        var told = new Told();
        using var pool = new DecodePool(new DecodeOptions { Workers = 1, AreShared = true }, told)
        {
            Watch = (worker, _) => Kill(worker, after),
        };
        await using var desk = await DocumentDesk.Open(
            provider,
            services => services.AddSingleton(pool)
        );
        var (_, document) = await desk.Document();
        var (taken, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            after = round % 4 == 0 ? TimeSpan.Zero : Latest * random.NextDouble();
            var paper =
                round % 2 == 0 ? Paper.Same(Papers.Png(round)) : await PaperKinds.At(round / 2);
            var answer = await desk.Put(document, paper.Bytes);
            if (answer.Status == 200)
            {
                taken++;
                var shown = await desk.Shown($"{DocumentDesk.Documents}/getphoto/{document}");
                shown!.Value.Bytes.ShouldBe(paper.Given);
            }
            else
            {
                answer.Status.ShouldBe(400, answer.Raw);
                answer["Errors"]![0]!["Message"]!.ToString().ShouldStartWith("could not be read: ");
                refused++;
            }

            var kept = taken == 0 ? 0 : 3;
            (await desk.Kept()).ShouldBe((kept, 0, kept));
        }

        output.WriteLine($"{provider}: {taken} taken, {refused} refused");
        refused.ShouldBeGreaterThanOrEqualTo(rounds / 4);
        (await desk.App.Anonymous().Gets("/health/ready")).Status.ShouldBe(200);
    }

    // Zero: before the file is handed to it.
    private static void Kill(int worker, TimeSpan after)
    {
        if (after == TimeSpan.Zero)
        {
            Kill(worker);
            return;
        }

        _ = Task.Delay(after).ContinueWith(_ => Kill(worker), TaskScheduler.Default);
    }

    private static void Kill(int worker)
    {
        try
        {
            using var process = Process.GetProcessById(worker);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It was retired meanwhile.
        }
    }
}
