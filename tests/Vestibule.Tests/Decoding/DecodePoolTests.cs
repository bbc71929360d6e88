using Vestibule.Decoding;
using Vestibule.Tests.Vision;
using Vestibule.Vision;

namespace Vestibule.Tests.Decoding;

public sealed class DecodePoolTests
{
    private static readonly byte[] Card = Encoded.Jpeg(Pictures.Card(120, 80));

    [Fact]
    public async Task AWorkerSeesFilesOfOneBusinessOnly()
    {
        var told = new Told();
        using var pool = Pool(new DecodeOptions { Workers = 1, FilesOfALife = 1000 }, told);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var business in (Guid[])[one, one, other, one, other, other])
            await Decoded(pool, business);
        seen.ShouldAllBe(worker => worker.Value.Distinct().Count() == 1);
        seen.Count.ShouldBeGreaterThan(1);
        seen.Values.Max(files => files.Count).ShouldBeGreaterThan(1);
        told.Lines.ShouldNotContain(line => line.StartsWith("Error"));
    }

    [Fact]
    public async Task AWorkerServesOneBusinessForLong()
    {
        using var pool = Pool(new DecodeOptions { Workers = 1 });
        for (var n = 0; n < 8; n++)
            await Decoded(pool, Guid.Empty);
        seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AWorkerIsRetiredAfterItsNumberOfFiles()
    {
        using var pool = Pool(new DecodeOptions { Workers = 1, FilesOfALife = 2 });
        for (var n = 0; n < 5; n++)
            await Decoded(pool, Guid.Empty);
        seen.Values.ShouldAllBe(files => files.Count <= 2);
        seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task WhoComesWhenTheLineIsFullIsToldToComeAgain()
    {
        using var pool = Pool(new DecodeOptions { Workers = 1, Queue = 1 });
        var gate = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        var first = pool.Decode(MediaKind.Jpeg, Guid.Empty, _ => new(gate.Task), default);
        var second = pool.Decode(MediaKind.Jpeg, Guid.Empty, Card, default);
        (
            await pool.Decode(MediaKind.Jpeg, Guid.Empty, Card, default)
        ).ShouldBeOfType<DecodeOutcome.Busy>();
        gate.SetResult(Card);
        (await first).ShouldBeOfType<DecodeOutcome.Decoded>();
        (await second).ShouldBeOfType<DecodeOutcome.Decoded>();
    }

    [Fact]
    public async Task WhoGivesUpWaitingLeavesTheLine()
    {
        using var pool = Pool(new DecodeOptions { Workers = 1 });
        var gate = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        var first = pool.Decode(MediaKind.Jpeg, Guid.Empty, _ => new(gate.Task), default);
        using var patience = new CancellationTokenSource();
        var second = pool.Decode(MediaKind.Jpeg, Guid.Empty, Card, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        gate.SetResult(Card);
        (await first).ShouldBeOfType<DecodeOutcome.Decoded>();
    }

    [Fact]
    public async Task HeicCanBeSwitchedOff()
    {
        using var pool = Pool(new DecodeOptions { Heic = false });
        var outcome = await pool.Decode(
            MediaKind.Heic,
            Guid.Empty,
            Encoded.Heic("upright"),
            default
        );
        outcome.ShouldBeOfType<DecodeOutcome.Refused>().Why.ShouldBe(Refusal.NoHeicReader);
    }

    [Fact]
    public async Task AWorkerThatCannotBeStartedIsNoVerdict()
    {
        var told = new Told();
        using var pool = Pool(new DecodeOptions { Command = ["/nowhere/vestibule"] }, told);
        (
            await pool.Decode(MediaKind.Jpeg, Guid.Empty, Card, default)
        ).ShouldBeOfType<DecodeOutcome.Busy>();
        told.Lines.ShouldContain(line => line.Contains("No decode worker can be started"));
    }

    [Fact]
    public void TheWallsAreSaidAtTheStart()
    {
        var told = new Told();
        using var pool = Pool(new DecodeOptions(), told);
        pool.Introduce();
        told.Lines.ShouldContain(line =>
            line.Contains("confined by") || line.Contains("not walled in")
        );
        var half = Confinement.Offered with { LandlockVersion = 0, Files = false };
        half.Sentence.ShouldContain("not by files");
    }

    private readonly Dictionary<int, List<Guid>> seen = [];

    private DecodePool Pool(DecodeOptions options, Told? told = null) =>
        new(options, told ?? new Told())
        {
            Watch = (worker, business) =>
            {
                if (!seen.TryGetValue(worker, out var files))
                    seen[worker] = files = [];
                files.Add(business);
            },
        };

    private static async Task Decoded(DecodePool pool, Guid business) =>
        (
            await pool.Decode(MediaKind.Jpeg, business, Card, default)
        ).ShouldBeOfType<DecodeOutcome.Decoded>();
}
