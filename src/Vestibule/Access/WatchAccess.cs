using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Access.Tokens;

namespace Vestibule.Access;

/// <summary>
/// Looks twice a second whether users, roles or keys have changed, here or on another instance, and lets token keys
/// begin to sign when their time comes.
/// </summary>
internal sealed partial class WatchAccess(
    AccessFacts facts,
    TokenKeys keys,
    KeyUses uses,
    TimeProvider clock,
    ILogger<WatchAccess> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await facts.Refresh(cancellationToken);
        await keys.Prepare(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // A pause after each look and not a beat: a clock that leaps ahead owes no looks.
                await Task.Delay(Every, clock, stoppingToken);
                await Look(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task Look(CancellationToken cancelled)
    {
        try
        {
            if (await facts.Refresh(cancelled))
                await keys.Refresh(cancelled);
            keys.Tick();
            await uses.Write(cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CannotLook(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot see whether users, roles or keys have changed.")]
    private partial void CannotLook(Exception e);
}
