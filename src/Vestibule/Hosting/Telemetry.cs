using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Vestibule.Hosting;

/// <summary>
/// Traces, metrics and log lines for a collector, by the standard <c>OTEL_…</c> variables; nothing at all is gathered
/// or sent unless an endpoint is named.
/// </summary>
internal static class Telemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Endpoints =
    [
        Endpoint,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    // Those of the platform itself: routes, methods and statuses, never paths.
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "System.Runtime",
        // Ours: counts and times, never whose.
        "Vestibule.Access",
        "Vestibule.Decoding",
        "Vestibule.Evidence",
    ];

    public static bool IsOn(IConfiguration said) =>
        said["OTEL_SDK_DISABLED"]?.ToLowerInvariant() is not "true"
        && Endpoints.Any(name => !string.IsNullOrEmpty(said[name]));

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var said = builder.Configuration;
        if (!IsOn(said))
        {
            return;
        }

        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(said["OTEL_SERVICE_NAME"]))
                {
                    resource.AddService("vestibule");
                }
            })
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation()
                    .AddProcessor(new KeepKnownTags())
                    .AddOtlpExporter()
            )
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithLogging(
                logs => logs.AddOtlpExporter(),
                lines =>
                {
                    lines.IncludeFormattedMessage = true;
                    // Scopes carry the request's path.
                    lines.IncludeScopes = false;
                }
            );
    }
}

/// <summary>
/// Takes everything off a span that is not known to be free of persons and secrets: paths and queries hold what was
/// searched for, headers anything a caller likes. What a newer instrumentation adds is off until it is named here.
/// </summary>
internal sealed class KeepKnownTags : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Known =
    [
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "error.type",
        "network.protocol.version",
        "url.scheme",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Known.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }

        // The caller's own words.
        data.TraceStateString = null;
        data.DisplayName = data.GetTagItem("http.route") is string route
            ? $"{data.GetTagItem("http.request.method")} {route}"
            : $"{data.GetTagItem("http.request.method")}";
        if (data.Status is ActivityStatusCode.Error)
        {
            data.SetStatus(ActivityStatusCode.Error);
        }
    }
}
