using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Documents;

/// <summary>Lets originals go whose time is over, when the owner wants that: at the start, then every hour.</summary>
public sealed partial class SweepOriginals(
    IServiceScopeFactory scopes,
    OriginalRules rules,
    TimeProvider clock,
    ILogger<SweepOriginals> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (rules.Keep is not KeepOriginal.UntilDecision)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Sweep(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep(CancellationToken cancelled)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var gone = await scope
                .ServiceProvider.GetRequiredService<ShredOriginals>()
                .Run(clock.Now(), cancelled);
            if (gone > 0)
            {
                Log(log, gone);
            }
        }
        catch (Exception failure)
            when (failure is IOException or System.Data.Common.DbException or DbUpdateException)
        {
            LogFailure(log, failure.GetType().Name);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Let {Originals} originals of decided documents go."
    )]
    private static partial void Log(ILogger log, int originals);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Letting originals go failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
