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
) : Recurring(Pause, clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenTidying = TimeSpan.FromMinutes(10);
    private DateTimeOffset tidied = DateTimeOffset.MinValue;

    protected override Task Rest(CancellationToken cancelled) => bell.Wait(Pause, Clock, cancelled);

    /// <summary>After a failure what is due stays due.</summary>
    protected override async Task Turn(CancellationToken cancelled)
    {
        await Tidy(Clock.Now(), cancelled);
        while (await WorkOff(Clock.Now(), cancelled)) { }
    }

    private async Task Tidy(DateTimeOffset at, CancellationToken cancelled)
    {
        if (at - tidied < BetweenTidying)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepStripe>().Run(at, cancelled);
        tidied = at;
    }

    private async Task<bool> WorkOff(DateTimeOffset at, CancellationToken cancelled)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KeepUp>().Run(at, cancelled);
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Working off Stripe's news failed with {Failure}; it is tried again in a moment."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
