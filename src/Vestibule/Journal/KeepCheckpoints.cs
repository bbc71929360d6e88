using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Journal;

/// <summary>A checkpoint at the start, every hour, and when the last request has been answered.</summary>
internal sealed partial class KeepCheckpoints(
    TakeCheckpoint take,
    TimeProvider clock,
    ILogger<KeepCheckpoints> log
) : Recurring(TimeSpan.FromHours(1), clock), IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After every hosted part has stopped, the listener too: nothing is written any more.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => Try(cancellationToken);

    protected override Task Turn(CancellationToken cancelled) => take.Run(Clock.Now(), cancelled);

    protected override void Failed(Exception failure) => NotTaken(failure);

    [LoggerMessage(LogLevel.Error, "The journal's checkpoint could not be taken.")]
    private partial void NotTaken(Exception e);
}
