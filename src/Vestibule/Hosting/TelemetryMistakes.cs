using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Vestibule.Hosting;

/// <summary>
/// Values of the standard variables that the exporter passes over in silence, taking its default: somebody waits for
/// data that go elsewhere or nowhere. They belong to others, too, so they are told and not refused.
/// </summary>
internal static class TelemetryMistakes
{
    private static readonly string[] Signals = ["", "TRACES_", "METRICS_", "LOGS_"];

    private static readonly Kind Address = new("an http or https address", IsAddress);
    private static readonly Kind Protocol = new("grpc or http/protobuf", IsProtocol);
    private static readonly Kind Compression = OneOf("gzip", "none");
    private static readonly Kind Milliseconds = new("a whole number of milliseconds", IsWhole);
    private static readonly Kind Number = new("a whole number", IsWhole);
    private static readonly Kind Ratio = new("a number from 0 to 1", IsRatio);
    private static readonly Kind Sampler = OneOf(
        "always_on",
        "always_off",
        "traceidratio",
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio"
    );

    private static readonly (string Name, Kind Kind)[] Known =
    [
        .. Signals.Select(signal => ($"OTEL_EXPORTER_OTLP_{signal}ENDPOINT", Address)),
        .. Signals.Select(signal => ($"OTEL_EXPORTER_OTLP_{signal}PROTOCOL", Protocol)),
        .. Signals.Select(signal => ($"OTEL_EXPORTER_OTLP_{signal}COMPRESSION", Compression)),
        .. Signals.Select(signal => ($"OTEL_EXPORTER_OTLP_{signal}TIMEOUT", Milliseconds)),
        ("OTEL_TRACES_SAMPLER", Sampler),
        ("OTEL_TRACES_SAMPLER_ARG", Ratio),
        ("OTEL_METRIC_EXPORT_INTERVAL", Milliseconds),
        ("OTEL_METRIC_EXPORT_TIMEOUT", Milliseconds),
        .. Batches("BSP"),
        .. Batches("BLRP"),
    ];

    /// <summary>Their names and what they take; never their values, in which a secret may stand.</summary>
    public static IEnumerable<(string Name, string Takes)> In(IConfiguration said) =>
        Telemetry.IsOn(said)
            ? Known
                .Where(one => said[one.Name] is { Length: > 0 } value && !one.Kind.Allows(value))
                .Select(one => (one.Name, one.Kind.Takes))
            : [];

    private static IEnumerable<(string, Kind)> Batches(string processor) =>
        [
            ($"OTEL_{processor}_SCHEDULE_DELAY", Milliseconds),
            ($"OTEL_{processor}_EXPORT_TIMEOUT", Milliseconds),
            ($"OTEL_{processor}_MAX_QUEUE_SIZE", Number),
            ($"OTEL_{processor}_MAX_EXPORT_BATCH_SIZE", Number),
        ];

    private static Kind OneOf(params string[] words) =>
        new(
            $"{string.Join(", ", words[..^1])} or {words[^1]}",
            value => words.Contains(value, StringComparer.OrdinalIgnoreCase)
        );

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https" };

    private static bool IsProtocol(string value) => value.Trim() is "grpc" or "http/protobuf";

    private static bool IsWhole(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsRatio(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio)
        && ratio is >= 0 and <= 1;

    private sealed record Kind(string Takes, Func<string, bool> Allows);
}
