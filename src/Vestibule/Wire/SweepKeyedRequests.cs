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
) : Recurring(TimeSpan.FromHours(1), clock)
{
    /// <summary>How long a request can be sent again at least.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    internal async Task<int> Run(DateTimeOffset at, CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        var old = at - KeptFor;
        return await db.KeyedRequests.Where(r => r.At < old).ExecuteDeleteAsync(cancelled);
    }

    /// <summary>Old rows do no harm until the next hour.</summary>
    protected override Task Turn(CancellationToken cancelled) => Run(Clock.Now(), cancelled);

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sweeping keyed requests failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
