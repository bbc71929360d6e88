using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>A checkpoint at the start, every hour, and when the last request has been answered.</summary>
internal sealed partial class KeepCheckpoints(
    TakeCheckpoint take,
    TimeProvider clock,
    ILogger<KeepCheckpoints> log
) : BackgroundService, IHostedLifecycleService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After every hosted part has stopped, the listener too: nothing is written any more.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => Try(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Try(stoppingToken);
                await Task.Delay(Every, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; the last checkpoint is taken when it has.
        }
    }

    private async Task Try(CancellationToken cancelled)
    {
        try
        {
            await take.Run(clock.Now(), cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotTaken(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal's checkpoint could not be taken.")]
    private partial void NotTaken(Exception e);
}
