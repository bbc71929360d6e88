using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Vestibule.Hosting;

/// <summary>
/// One run of the server: read and check the settings, furnish the rooms, look whether all that is needed is there,
/// prepare (database, keys, first administrator, demo), serve, stop. Whatever goes wrong before serving is told in one
/// line on the error stream and by the <see cref="ExitCode"/>.
/// </summary>
public static class Serve
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <param name="furnish">Registers what the rooms need.</param>
    /// <param name="openDoors">Puts the pipeline and the routes together.</param>
    /// <param name="prepare">Makes the stores ready; what it returns is shown on the console.</param>
    public static async Task<int> Run(
        string[] args,
        Action<WebApplicationBuilder, Settings> furnish,
        Action<WebApplication, Settings> openDoors,
        Func<IServiceProvider, Settings, CancellationToken, Task<Welcome>> prepare
    )
    {
        using var signals = new StopSignals();
        try
        {
            if (Furnished.From(args, furnish) is not (var builder, var settings))
            {
                return (int)ExitCode.BadSettings;
            }

            signals.Rule(builder.Services);
            await using var app = builder.Build();
            openDoors(app, settings);
            await CheckSurroundings(app, settings, signals.Asked);
            var welcome = await prepare(app.Services, settings, signals.Asked);
            await app.StartAsync();
            Banner.Show(welcome, app.Urls, settings);
            await app.WaitForShutdownAsync();
            return (int)ExitCode.Stopped;
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            return (int)ExitCode.Stopped;
        }
        // Design-time tools and test hosts stop the entry point with it once the host is built.
        catch (Exception fault) when (fault is not HostAbortedException)
        {
            return (int)Furnished.Tell(fault);
        }
    }

    private static async Task CheckSurroundings(
        WebApplication app,
        Settings settings,
        CancellationToken asked
    )
    {
        // A test host listens on no port, and named endpoints have checks of their own in the server.
        var listens = app
            .Services.GetRequiredService<IServer>()
            .GetType()
            .Namespace!.Contains("Kestrel");
        if (listens && !app.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            var urls = app.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrls;
            Preflight.Addresses(urls);
            Preflight.Certificate(urls, settings.Edge, app.Configuration);
        }

        app.Services.GetService<ServerCertificate>()?.Open();

        Preflight.Folder("Vestibule:DataPath", settings.DataPath);
        Preflight.Folder(
            "Vestibule:Vault:MasterKeyFile",
            Path.GetDirectoryName(settings.Vault.MasterKeyFile)!
        );
        Preflight.Folder(
            "Vestibule:Journal:CheckpointFile",
            Path.GetDirectoryName(settings.Journal.CheckpointFile)!
        );
        await Preflight.Database(settings.Database, asked);
        Directory.CreateDirectory(
            settings.DataPath,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
    }
}
