using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Vestibule.Hosting;

/// <summary>
/// Signals that ask the process to stop, heard from its first moment on. What is being prepared is broken off; a server
/// that is coming up comes up first, because the framework tells of a start that is broken off as of one that failed.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // Never disposed: a signal may be on its way when everything else is.
    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] heard;

    public StopSignals() =>
        heard = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
        ];

    public CancellationToken Asked => asked.Token;

    /// <summary>The host stops when these say so, and by nothing of its own.</summary>
    public void Rule(IServiceCollection services) =>
        services.AddSingleton(this).AddSingleton<IHostLifetime, UntilAsked>();

    public void Dispose()
    {
        foreach (var one in heard)
        {
            one.Dispose();
        }
    }

    private void Hear(PosixSignalContext signal)
    {
        signal.Cancel = true;
        asked.Cancel();
    }
}

/// <summary>Runs from the end of the start until somebody asks for a stop, and tells systemd of both.</summary>
internal sealed class UntilAsked(
    StopSignals signals,
    IHostApplicationLifetime life,
    ISystemdNotifier? systemd = null
) : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(() =>
        {
            systemd?.Notify(ServiceState.Ready);
            signals.Asked.Register(life.StopApplication);
        });
        life.ApplicationStopping.Register(() => systemd?.Notify(ServiceState.Stopping));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
