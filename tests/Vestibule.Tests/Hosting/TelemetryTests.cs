using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>What a collector gets, and that nothing is gathered for nobody.</summary>
public sealed class TelemetryTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task SpansNameRoutesAndNothingOfWhatWasSent(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
            Assert.Skip(reason);
        await using var collector = await Collector.Open();
        await using (var app = await VestibuleApp.Start(provider, null, collector.Settings))
            await Push(app);

        var traces = collector.Text("/v1/traces");
        traces.ShouldContain($"GET {Checks}/{{id}}");
        traces.ShouldContain("vestibule");
        collector.Text("/v1/metrics").ShouldContain("http.server.request.duration");
        var all = collector.Text("/v1/");
        all.ShouldNotContain("Zq7", Case.Insensitive);
        all.ShouldNotContain("url.path");
        all.ShouldNotContain("url.query");
        all.ShouldNotContain("SELECT", Case.Sensitive);
        traces.ShouldNotContain("127.0.0.1");
        all.ShouldNotContain(VestibuleApp.AdminEmail);
        all.ShouldNotContain(VestibuleApp.AdminPassword);
    }

    [Fact]
    public async Task LogLinesGoToTheCollectorToo()
    {
        await using var collector = await Collector.Open();
        var (settings, _) = ReadSettingsTests.Read();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            collector.Settings.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))
        );
        builder.AddHosting(settings);
        await using (var app = builder.Build())
            app.Services.GetRequiredService<ILogger<TelemetryTests>>()
                .LogWarning("A line with {Number}", 4711);
        collector.Text("/v1/logs").ShouldContain("A line with 4711");
    }

    [Fact]
    public async Task WithoutAnEndpointNothingIsGathered()
    {
        var app = (await Apps.World(DatabaseProvider.Sqlite)).App;
        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<MeterProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
    }

    private static async Task Push(VestibuleApp app)
    {
        var world = new World(app);
        var business = await world.Business();
        var coworker = await world.Coworker(business, "CanaryNameZq7");
        using var admin = await world.Administrator();
        admin.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "CanaryAgentZq7/1.0");
        admin.DefaultRequestHeaders.TryAddWithoutValidation(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        );
        admin.DefaultRequestHeaders.TryAddWithoutValidation("tracestate", "canary=StateZq7");
        admin.DefaultRequestHeaders.TryAddWithoutValidation("baggage", "who=BaggageZq7");
        var made = await admin.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"CanaryCheckZq7","IdentityDocumentNumber":"CanaryNumberZq7"}"""
        );
        made.Status.ShouldBe(200, made.Raw);
        await admin.Gets($"{Checks}/{made.Id}");
        await admin.Gets($"{Checks}?CoworkerIdentityCheck_Name=CanaryQueryZq7");
        await admin.Gets("/nowhere/CanaryPathZq7");
        await admin.Posts(Checks, "CanaryBrokenZq7{");
        using var guess = app.Basic("canary-zq7@example.com:CanaryPasswordZq7");
        await guess.Gets(Checks);
        using var right = app.Basic($"{VestibuleApp.AdminEmail}:{VestibuleApp.AdminPassword}");
        (await right.Gets(Checks)).Status.ShouldBe(200);
    }

    /// <summary>Takes OTLP over HTTP and keeps it; texts stand in it as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> taken = new();
        private readonly WebApplication app;

        private Collector(WebApplication app) => this.app = app;

        public (string Name, string Value)[] Settings =>
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.First()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "600000"),
            ];

        public static async Task<Collector> Open()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector.app.Run(collector.Take);
            await collector.app.StartAsync();
            return collector;
        }

        public string Text(string path) =>
            string.Concat(
                taken
                    .Where(one => one.Path.StartsWith(path, StringComparison.Ordinal))
                    .Select(one => one.Body)
            );

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task Take(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            taken.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        }
    }
}
