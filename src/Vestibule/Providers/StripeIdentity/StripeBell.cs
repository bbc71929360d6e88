using System.Threading.Channels;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Wakes whoever works off Stripe's news, in this process. Others find it when they look.</summary>
public sealed class StripeBell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Until it is rung, or that long.</summary>
    public async Task Wait(TimeSpan longest, TimeProvider clock, CancellationToken cancelled)
    {
        try
        {
            await rung
                .Reader.WaitToReadAsync(cancelled)
                .AsTask()
                .WaitAsync(longest, clock, cancelled);
            rung.Reader.TryRead(out _);
        }
        catch (TimeoutException)
        {
            // Nobody rang.
        }
    }
}
