using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Database.Sqlite;

namespace Vestibule.Wire;

/// <summary>Forgets keyed requests that are older than a day: at the start, then every hour.</summary>
public sealed partial class SweepKeyedRequests(
    IDbContextFactory<VestibuleDb> databases,
    TimeProvider clock,
    ILogger<SweepKeyedRequests> log
) : BackgroundService
{
    /// <summary>How long a request can be sent again at least.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Sweep(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task<int> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        var old = at - KeptFor;
        return await db.KeyedRequests.Where(r => r.At < old).ExecuteDeleteAsync(cancelled);
    }

    private async Task Sweep(CancellationToken cancelled)
    {
        try
        {
            await Run(clock.Now(), cancelled);
        }
        catch (Exception failure) when (failure is DbException or DatabaseBusyException)
        {
            // The next hour tries again; old rows do no harm meanwhile.
            LogFailure(log, failure.GetType().Name);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sweeping keyed requests failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
