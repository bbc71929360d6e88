using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>Standard variables with values the exporter passes over in silence: somebody waits for data that never come.</summary>
public sealed class TelemetryMistakesTests
{
    private const string Canary = "canary-zq7";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Nowhere = "http://127.0.0.1:9";

    [Theory]
    [InlineData(Endpoint, Canary, "http or https")]
    [InlineData(Endpoint, "canary-zq7:4317", "http or https")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", Canary, "http or https")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", Canary, "grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", Canary, "grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", Canary, "milliseconds")]
    [InlineData("OTEL_TRACES_SAMPLER", Canary, "parentbased_traceidratio")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", Canary, "milliseconds")]
    public async Task AMistakeIsToldOnceWithoutItsValue(string variable, string value, string takes)
    {
        var lines = await Warnings((Endpoint, Nowhere), (variable, value));
        var line = lines.ShouldHaveSingleItem();
        line.ShouldStartWith("Warning ");
        line.ShouldContain(variable);
        line.ShouldContain(takes);
        line.ShouldNotContain("zq7");
    }

    [Fact]
    public async Task WhatIsUnderstoodIsNotTold() =>
        (
            await Warnings(
                (Endpoint, Nowhere),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=canary-zq7"),
                ("OTEL_TRACES_SAMPLER", "Parentbased_TraceIdRatio"),
                ("OTEL_TRACES_SAMPLER_ARG", "0.25"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "60000"),
                ("OTEL_EXPORTER_OTLP_TIMEOUT", "")
            )
        ).ShouldBeEmpty();

    /// <summary>Then they are set for somebody else.</summary>
    [Fact]
    public async Task NothingIsToldWhereNothingIsSent()
    {
        (await Warnings(("OTEL_TRACES_SAMPLER", Canary))).ShouldBeEmpty();
        (await Warnings((Endpoint, Canary), ("OTEL_SDK_DISABLED", "true"))).ShouldBeEmpty();
    }

    private static async Task<List<string>> Warnings(params (string Name, string Value)[] settings)
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite, null, settings);
        return [.. app.Logs.Lines.Where(line => line.Contains("OTEL_", StringComparison.Ordinal))];
    }
}
