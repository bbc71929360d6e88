using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Hosting;

/// <summary>What the house itself has to say. Messages name no person and no address with a query.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "Serving on {Addresses}, {Provider}, demo {Demo}")]
    public static partial void Serving(
        this ILogger log,
        string addresses,
        DatabaseProvider provider,
        bool demo
    );

    [LoggerMessage(
        2,
        LogLevel.Information,
        "Stopping: no longer ready, finishing what is under way"
    )]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(3, LogLevel.Information, "Stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(4, LogLevel.Warning, "Not ready: {Parts}")]
    public static partial void NotReady(this ILogger log, string parts);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "{Setting} is plain http: other machines get no further than public pages. Give a certificate, or name the proxy where TLS ends in Vestibule:Edge:TrustedProxies"
    )]
    public static partial void PlainHttp(this ILogger log, string setting);

    [LoggerMessage(
        6,
        LogLevel.Warning,
        "Vestibule:Journal:CheckpointFile lies in the data folder: whoever changes the journal there can change its checkpoints too"
    )]
    public static partial void CheckpointsInside(this ILogger log);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "The files of Vestibule:Edge:Certificate cannot be read ({Failure}); the certificate from before stays"
    )]
    public static partial void CertificateStays(this ILogger log, string failure);

    [LoggerMessage(
        8,
        LogLevel.Warning,
        "{Variable} is not understood, and telemetry does without it: it takes {Takes}"
    )]
    public static partial void TelemetryMistaken(this ILogger log, string variable, string takes);
}
