using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Hosting;

namespace Vestibule.Tests.Harness;

/// <summary>
/// The server as it is shipped, in this process, on a port of its own and a database of its own. Tests talk to it over
/// HTTP as its users do.
/// </summary>
public sealed class VestibuleApp : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "correct horse battery staple";

    private readonly WebApplication app;

    private VestibuleApp(
        WebApplication app,
        DatabaseProvider provider,
        string dataPath,
        string connectionString,
        CapturedLogs logs
    )
    {
        this.app = app;
        (Provider, DataPath, ConnectionString, Logs) = (provider, dataPath, connectionString, logs);
        Address = new Uri(app.Urls.First());
    }

    public DatabaseProvider Provider { get; }

    public Uri Address { get; }

    /// <summary>Everything this instance keeps on disk.</summary>
    public string DataPath { get; }

    public string ConnectionString { get; }

    /// <summary>Everything that was logged, as it would have been written.</summary>
    public CapturedLogs Logs { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>A server on a fresh database.</summary>
    /// <param name="settings">Settings beside the usual ones, <c>Vestibule:…</c>.</param>
    public static async Task<VestibuleApp> Start(
        DatabaseProvider provider,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    ) =>
        await Start(
            provider,
            LeftBehind.Folder("vestibule-app-"),
            await TestDatabases.Fresh(provider),
            services,
            settings
        );

    /// <summary>A server on data that is there already: another instance, or the same after a restart.</summary>
    public static async Task<VestibuleApp> Start(
        DatabaseProvider provider,
        string dataPath,
        string connectionString,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            Configuration(provider, dataPath, connectionString, settings)
        );
        var (read, mistakes) = ReadSettings.From(builder.Configuration);
        mistakes.ShouldBeEmpty();
        services?.Invoke(builder.Services);
        // All tests of a server come from one address; who wants to be locked out of it says so.
        builder.Services.TryAddSingleton(new LockOutRules(PerAddress: int.MaxValue));
        builder.Services.TryAddSingleton(Decoders.Shared);
        builder.AddHosting(read);
        Program.Furnish(builder, read);
        var logs = new CapturedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        Program.OpenDoors(server, read);
        await Program.Prepare(server.Services, read, CancellationToken.None);
        await server.StartAsync();
        return new VestibuleApp(server, provider, dataPath, connectionString, logs);
    }

    /// <summary>A client that has not signed in.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(60),
        };

    public VestibuleDb Db() =>
        Services
            .GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<VestibuleDb>>()
            .CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Dictionary<string, string?> Configuration(
        DatabaseProvider provider,
        string dataPath,
        string connectionString,
        (string Name, string Value)[] more
    )
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Vestibule:DataPath"] = dataPath,
            ["Vestibule:Database:Provider"] = provider.ToString(),
            ["ConnectionStrings:Vestibule"] = connectionString,
            ["Vestibule:Admin:Email"] = AdminEmail,
            ["Vestibule:Admin:Password"] = AdminPassword,
            ["Vestibule:Api:RateLimit:Enabled"] = "false",
            ["Vestibule:Journal:CheckpointFile"] = Path.Combine(dataPath, "checkpoints.jsonl"),
        };
        foreach (var (name, value) in more)
        {
            configuration[name] = value;
        }

        return configuration;
    }
}
