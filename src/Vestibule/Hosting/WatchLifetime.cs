using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vestibule.Hosting;

/// <summary>
/// Tells readiness where the process stands. When a stop is asked for, readiness says no before the listener closes,
/// so that a load balancer looks elsewhere while what is under way is finished.
/// </summary>
internal sealed class WatchLifetime(
    Readiness readiness,
    IServer server,
    Settings settings,
    IConfiguration configuration,
    ILogger<WatchLifetime> log
) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancelled) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancelled) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancelled)
    {
        readiness.Enter(null);
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        log.Serving(string.Join(", ", addresses), settings.Database.Provider, settings.Demo);
        if (settings.PublicUrl is { Scheme: "http", IsLoopback: false })
        {
            log.PlainHttp("Vestibule:PublicUrl");
        }

        if (settings.Edge.TrustedProxies.Count == 0 && addresses.Any(IsPlainAndPublic))
        {
            log.PlainHttp("--urls");
        }

        if (settings.Journal.CheckpointsInside)
        {
            log.CheckpointsInside();
        }

        foreach (var (variable, takes) in TelemetryMistakes.In(configuration))
        {
            log.TelemetryMistaken(variable, takes);
        }

        return Task.CompletedTask;
    }

    private static bool IsPlainAndPublic(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url is { Scheme: "http", IsLoopback: false };

    public Task StoppingAsync(CancellationToken cancelled)
    {
        readiness.Enter("stopping");
        log.Stopping();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancelled) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancelled)
    {
        log.Stopped();
        return Task.CompletedTask;
    }
}
