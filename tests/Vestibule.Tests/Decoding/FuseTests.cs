using Vestibule.Decoding;

namespace Vestibule.Tests.Decoding;

/// <summary>What ends a worker that takes too long, or that nobody waits for.</summary>
public sealed class FuseTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task ItBurnsWhenNobodyWaitsAnyMore()
    {
        var ends = 0;
        using var gone = new CancellationTokenSource();
        using var fuse = new Fuse(() => ends++, Long, gone.Token);
        fuse.IsBurnt.ShouldBeFalse();
        await gone.CancelAsync();
        (fuse.IsBurnt, ends).ShouldBe((true, 1));
    }

    [Fact]
    public void ItBurnsAtOnceWhenThereIsNoTime()
    {
        using var ended = new ManualResetEventSlim();
        using var fuse = new Fuse(ended.Set, TimeSpan.Zero, CancellationToken.None);
        ended.Wait(TestContext.Current.CancellationToken);
        fuse.IsBurnt.ShouldBeTrue();
    }

    [Fact]
    public async Task OnceTakenAwayItEndsNothing()
    {
        var ends = 0;
        using var gone = new CancellationTokenSource();
        var fuse = new Fuse(() => ends++, Long, gone.Token);
        fuse.Dispose();
        await gone.CancelAsync();
        (fuse.IsBurnt, ends).ShouldBe((false, 0));
        fuse.Dispose();
    }

    /// <summary>Whoever takes it away goes on only when an end that had begun is over: what it ended is not used again.</summary>
    [Fact]
    public async Task TakingItAwayWaitsForAnEndThatHasBegun()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var fuse = new Fuse(
            () =>
            {
                begun.Set();
                goOn.Wait();
            },
            Long,
            gone.Token
        );
        var burning = gone.CancelAsync();
        begun.Wait(TestContext.Current.CancellationToken);
        var taken = Task.Run(fuse.Dispose, TestContext.Current.CancellationToken);
        taken.IsCompleted.ShouldBeFalse();
        goOn.Set();
        await taken;
        await burning;
        fuse.IsBurnt.ShouldBeTrue();
    }
}
