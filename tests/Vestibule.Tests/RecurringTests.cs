using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Vestibule.Tests;

/// <summary>Nothing that happens in one turn keeps the next from coming, and nothing ends the host.</summary>
public sealed class RecurringTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task TheNextTurnComesWhateverHappenedInThisOne()
    {
        var clock = new FakeTimeProvider();
        using var work = new Breaking(clock);
        await work.StartAsync(TestContext.Current.CancellationToken);
        for (var turn = 0; turn < Breaking.Ways.Length; turn++)
        {
            var told = await work.Told.Reader.ReadAsync(TestContext.Current.CancellationToken);
            told.ShouldBe(Breaking.Ways[turn]().GetType().Name);
            clock.Advance(Hour);
        }

        (await work.Told.Reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe("well");
        await work.StopAsync(TestContext.Current.CancellationToken);
        work.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private sealed class Breaking(TimeProvider clock) : Recurring(Hour, clock)
    {
        public static readonly Func<Exception>[] Ways =
        [
            () => new InvalidOperationException("a wrapped failure"),
            // Somebody's time was up, and not the host's.
            () => new TaskCanceledException(),
            () => new OperationCanceledException(),
            () => new IOException(),
        ];

        private int turns;

        public Channel<string> Told { get; } = Channel.CreateUnbounded<string>();

        protected override async Task Turn(CancellationToken cancelled)
        {
            await Task.Yield();
            if (turns < Ways.Length)
            {
                throw Ways[turns++]();
            }

            Told.Writer.TryWrite("well");
        }

        protected override void Failed(Exception failure) =>
            Told.Writer.TryWrite(failure.GetType().Name);
    }
}
