using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// Works off Stripe's news when it comes, and looks by itself for what was not heard of: a lost webhook only delays.
/// </summary>
public sealed partial class ReconcileSessions(
    IServiceScopeFactory scopes,
    StripeBell bell,
    TimeProvider clock,
    ILogger<ReconcileSessions> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenTidying = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidied = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var at = clock.Now();
            var tidy = at - tidied >= BetweenTidying;
            if (await Round(at, tidy, stoppingToken))
            {
                continue;
            }

            tidied = tidy ? at : tidied;
            await bell.Wait(Pause, clock, stoppingToken);
        }
    }

    private async Task<bool> Round(DateTimeOffset at, bool tidy, CancellationToken cancelled)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (tidy)
            {
                await scope.ServiceProvider.GetRequiredService<SweepStripe>().Run(at, cancelled);
            }

            return await scope.ServiceProvider.GetRequiredService<KeepUp>().Run(at, cancelled);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is must not end the server. The next round tries again; what is due stays due.
            LogFailure(log, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Working off Stripe's news failed with {Failure}; it is tried again in a moment."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
