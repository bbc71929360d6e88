using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Removes what interrupted writes left behind: at the start, then every hour.</summary>
public sealed partial class SweepFiles(FileVault vault, TimeProvider clock, ILogger<SweepFiles> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            var swept = await vault.SweepAsync(clock.Now(), cancelled);
            if (swept is not (0, 0, 0))
            {
                Log(log, swept.Files, swept.Parts, swept.Intents);
            }
        }
        catch (Exception failure) when (failure is IOException or System.Data.Common.DbException)
        {
            // The next hour tries again; nothing is lost by leaving garbage where it lies.
            LogFailure(log, failure.GetType().Name);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Swept {Files} files, {Parts} parts and {Intents} intents of interrupted writes."
    )]
    private static partial void Log(ILogger log, int files, int parts, int intents);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sweeping files failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
