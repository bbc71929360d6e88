using Vestibule.Database;

namespace Vestibule.Tests.Hosting;

/// <summary>Settings that are allowed and unwise, one at a time.</summary>
public sealed class DoctorSettingsTests
{
    [Fact]
    public async Task APublicAddressInTheClearIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:PublicUrl", "http://checks.example.com")
            )
        ).ShouldTell("address", "in the clear", others: true);

    [Fact]
    public async Task ListeningWithoutAnAddressIsFound() =>
        (
            await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.Set("urls", "http://0.0.0.0:5080"))
        ).ShouldTell("address", "does not say by which address", others: true);

    [Fact]
    public async Task BelievingAnyHostIsFound() =>
        (
            await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.Set("urls", "http://0.0.0.0:5080"))
        ).ShouldTell("address", "any Host header", others: true);

    [Fact]
    public async Task FetchingInTheClearIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Outbound:AllowHttp", "true")
            )
        ).ShouldTell("outbound", "AllowHttp is on");

    [Theory]
    [InlineData("169.254.169.254:80")]
    [InlineData("169.254.0.7:8080")]
    [InlineData("[fe80::1]:80")]
    [InlineData("[::ffff:169.254.169.254]:80")]
    [InlineData("[fd00:ec2::254]:80")]
    [InlineData("100.100.100.200:80")]
    [InlineData("metadata.google.internal:80")]
    public async Task FetchingFromTheCloudsOwnAddressesIsFound(string address) =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Outbound:AllowedAddresses", $"10.0.0.7:443,{address}")
            )
        ).ShouldTell("outbound", address);

    [Fact]
    public async Task FetchingFromOnesOwnNetworkIsNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Outbound:AllowedAddresses", "10.0.0.7:443,nas.local:80")
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Fact]
    public async Task ACollectorInTheClearIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example.com:4318")
            )
        ).ShouldTell("outbound", "plain http to another machine");

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http or https")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    [InlineData("OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "milliseconds")]
    public async Task TelemetryThatIsNotUnderstoodIsFound(string variable, string takes)
    {
        var diagnosis = await Sickbed.In(
            DatabaseProvider.Sqlite,
            bed =>
            {
                bed.Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example.com:4318");
                bed.Set(variable, "zq7");
            }
        );
        diagnosis.ShouldTell("outbound", variable);
        diagnosis.Text.ShouldContain(takes);
        diagnosis.Text.ShouldNotContain("zq7");
    }

    [Fact]
    public async Task ADemoForEverybodyIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    bed.Set("Vestibule:Demo", "true");
                    bed.Set("Vestibule:PublicUrl", "https://checks.example.com");
                }
            )
        ).ShouldTell("settings", "a demo world", others: true);

    [Fact]
    public async Task CheckpointsAmongTheDataAreFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    bed.Set(
                        "Vestibule:Journal:CheckpointFile",
                        Path.Combine(bed.Data, "checkpoints.jsonl")
                    )
            )
        ).ShouldTell("journal", "lie in the data folder", others: true);
}
