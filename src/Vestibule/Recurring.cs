using Microsoft.Extensions.Hosting;

namespace Vestibule;

/// <summary>
/// Work that is done again and again while the server runs. Whatever fails in one turn is told and tried again in the
/// next: an exception that left here would stop the whole server, and a cancellation that is not the host's would end
/// the work unseen.
/// </summary>
/// <param name="every">From the beginning of one turn to that of the next; a longer turn is followed at once.</param>
public abstract class Recurring(TimeSpan every, TimeProvider clock) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>False when the first turn comes after the first pause.</summary>
    protected virtual bool StartsAtOnce => true;

    protected abstract Task Turn(CancellationToken cancelled);

    /// <summary>To be told in the log. By <see cref="NameOf"/>: what an exception says may hold what a log must not.</summary>
    protected abstract void Failed(Exception failure);

    /// <summary>The pause; it has begun when the turn begins.</summary>
    protected virtual Task Rest(CancellationToken cancelled) => Task.Delay(every, Clock, cancelled);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!StartsAtOnce)
            {
                await Rest(stoppingToken);
            }

            while (!stoppingToken.IsCancellationRequested)
            {
                // Begun before the turn, so that a clock that is moved meanwhile is not missed.
                var rest = Rest(stoppingToken);
                await Try(stoppingToken);
                await rest;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    protected async Task Try(CancellationToken cancelled)
    {
        try
        {
            await Turn(cancelled);
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !cancelled.IsCancellationRequested)
        {
            Failed(failure);
        }
    }

    /// <summary>Its type, and that of what lies beneath: EF Core wraps what may pass in an exception of its own.</summary>
    protected static string NameOf(Exception failure)
    {
        var (outer, inner) = (failure.GetType().Name, failure.GetBaseException().GetType().Name);
        return inner == outer ? outer : $"{outer} ({inner})";
    }
}
