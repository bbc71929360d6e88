using Microsoft.Extensions.Time.Testing;
using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

/// <summary>How long a stranger's server may take, by a clock the test moves.</summary>
public sealed class FetchTimeTests
{
    [Fact]
    public async Task HeadersThatDoNotComeAreNotWaitedFor()
    {
        var asked = new TaskCompletionSource();
        await using var trap = new Trap(
            async (_, _, cancelled) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, cancelled);
            }
        );
        using var box = FetchBox.For(trap);
        var fetching = box.Text($"http://trap.test:{trap.Port}/");
        await asked.Task;
        box.Clock.Advance(TimeSpan.FromSeconds(4.9));
        fetching.IsCompleted.ShouldBeFalse();
        box.Clock.Advance(TimeSpan.FromSeconds(0.2));
        (await fetching).ShouldBe(new FetchOutcome<string>.Refused(FetchRefusal.TimedOut));
    }

    [Fact]
    public async Task BodyThatTricklesIsRefused()
    {
        await using var trap = new Trap(Stalling);
        using var box = FetchBox.For(trap);
        var outcome = await box.Take(
            $"http://trap.test:{trap.Port}/",
            async (body, _, cancelled) =>
            {
                (await body.ReadAsync(new byte[100], cancelled)).ShouldBe(1);
                var next = body.ReadAsync(new byte[100], cancelled).AsTask();
                box.Clock.Advance(TimeSpan.FromSeconds(1.9));
                next.IsCompleted.ShouldBeFalse();
                box.Clock.Advance(TimeSpan.FromSeconds(0.2));
                return await next;
            }
        );
        outcome.ShouldBe(new FetchOutcome<int>.Refused(FetchRefusal.TooSlow));
    }

    [Fact]
    public async Task WholeFetchHasAnEndEvenWhenTheTakerHidesIt()
    {
        await using var trap = new Trap(Stalling);
        using var box = FetchBox.For(trap);
        var outcome = await box.Take(
            $"http://trap.test:{trap.Port}/",
            async (body, _, cancelled) =>
            {
                await body.ReadExactlyAsync(new byte[1], cancelled);
                box.Clock.Advance(TimeSpan.FromSeconds(15));
                await Should.ThrowAsync<IOException>(async () =>
                    await body.ReadExactlyAsync(new byte[1], cancelled)
                );
                return 1;
            }
        );
        outcome.ShouldBe(new FetchOutcome<int>.Refused(FetchRefusal.TimedOut));
    }

    [Fact]
    public async Task NoMoreThanTheAllowedNumberAtOnce()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        await using var trap = new Trap(Trap.Ok("x"));
        using var box = FetchBox.For(trap, new FetchOptions { AtOnce = 1 });
        var first = box.Take(
            $"http://trap.test:{trap.Port}/",
            async (_, _, _) =>
            {
                entered.SetResult();
                await leave.Task;
                return 1;
            }
        );
        await entered.Task;
        var second = box.Text($"http://trap.test:{trap.Port}/");
        trap.Hits.ShouldBe(1);
        box.Clock.Advance(TimeSpan.FromSeconds(15));
        (await second).ShouldBe(new FetchOutcome<string>.Refused(FetchRefusal.TimedOut));
        leave.SetResult();
        (await first).ShouldBe(new FetchOutcome<int>.Fetched(1));
        (await box.Text($"http://trap.test:{trap.Port}/")).ShouldBe(
            new FetchOutcome<string>.Fetched("x")
        );
    }

    [Fact]
    public async Task RefusalIsAnsweredAtAWholeStep()
    {
        await using var trap = new Trap("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        var clock = new TellingClock(TimeSpan.FromSeconds(2));
        using var fetch = new Fetch(
            new FetchOptions { AllowedAddresses = [$"127.0.0.1:{trap.Port}"] },
            clock
        );
        var fetching = fetch.FetchAsync(
            $"http://127.0.0.1:{trap.Port}/",
            10,
            (_, _, _) => Task.FromResult(1),
            TestContext.Current.CancellationToken
        );
        await clock.Told;
        clock.Advance(TimeSpan.FromSeconds(1.9));
        fetching.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        (await fetching).ShouldBe(new FetchOutcome<int>.Refused(FetchRefusal.Status));
    }

    /// <summary>Tells when somebody starts to wait for exactly so long.</summary>
    private sealed class TellingClock(TimeSpan wait) : FakeTimeProvider
    {
        private readonly TaskCompletionSource told = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public Task Told => told.Task;

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait)
                told.TrySetResult();
            return timer;
        }
    }

    private static async Task Stalling(string head, Stream connection, CancellationToken cancelled)
    {
        await Trap.Send(connection, "HTTP/1.1 200 OK\r\n\r\n1", cancelled);
        await Task.Delay(Timeout.Infinite, cancelled);
    }
}
