using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vestibule.Hosting;

/// <summary>The walls: server limits, logs, health, graceful stop, and the settings for whoever takes them.</summary>
internal static class HostingRoom
{
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(25);

    public static void AddHosting(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Database);
        services.AddSingleton(settings.Keys);
        services.AddSingleton(settings.Vault);
        services.AddSingleton(settings.Admin);
        services.AddSingleton(settings.Outbound);
        services.AddSingleton(settings.Api);
        services.AddSingleton(settings.Api.RateLimit);
        services.AddSingleton(settings.Documents);
        services.AddSingleton(settings.Scrub);
        services.AddSingleton(settings.Evidence);
        services.AddSingleton(settings.Uploads);
        services.AddSingleton(settings.Scanning);
        services.AddSingleton<UploadGate>();
        services.AddSingleton(settings.Journal);
        services.AddSingleton(settings.Stripe);
        services.AddSingleton<Readiness>();
        services.AddReadyPart(
            "data folder",
            (_, _) => Task.FromResult(DataFolder.IsWritable(settings.DataPath))
        );
        services.AddHostedService<WatchLifetime>();
        services.AddRateLimits(settings.Api.RateLimit);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ToFinish);
        // Before the logs: under systemd it would have lines in a form of its own.
        services.AddSystemd();
        builder.Logging.AddHostingLogs(forPeople: !Console.IsErrorRedirected);
        builder.AddTelemetry();
        builder.WebHost.UseDefaultUrls(builder.Configuration);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.AddEdge(settings.Edge);
    }

    private static void Limit(KestrelServerOptions server)
    {
        // Lines end in CR LF. Who lets a bare LF end them sees requests where a proxy in front sees none.
        AppContext.SetSwitch(
            "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators",
            isEnabled: true
        );
        server.AddServerHeader = false;
        server.RequestHeaderEncodingSelector = DigitsOnly.For;
        server.Limits.MaxConcurrentConnections = 2000;
        server.Limits.MaxRequestBodySize = BodyLimit.Usual;
        // A megabyte would be kept for each of two hundred files that come faster than they can be sealed.
        server.Limits.MaxRequestBufferSize = 256 * 1024;
        // Up to here the doorstep counts, and says so in words.
        server.Limits.MaxRequestHeaderCount = 16 * Doorstep.MostHeaders;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxRequestLineSize = 16 * 1024;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        server.Limits.Http2.MaxStreamsPerConnection = 100;
        server.Limits.Http2.MaxRequestHeaderFieldSize = 16 * 1024;
        server.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        server.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        // A phone on a bad line keeps up with this; somebody holding connections open for sport does not.
        server.Limits.MinRequestBodyDataRate = new MinDataRate(
            bytesPerSecond: 1024,
            TimeSpan.FromSeconds(10)
        );
    }
}
