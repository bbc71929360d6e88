using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
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
        try
        {
            if (Told(CheckArguments.Mistakes(args)))
            {
                return (int)ExitCode.BadSettings;
            }

            var builder = NewBuilder(args);
            var (settings, mistakes) = ReadSettings.From(builder.Configuration);
            if (Told(mistakes))
            {
                return (int)ExitCode.BadSettings;
            }

            builder.AddHosting(settings);
            furnish(builder, settings);
            await using var app = builder.Build();
            openDoors(app, settings);
            await CheckSurroundings(app, settings);
            var welcome = await prepare(app.Services, settings, app.Lifetime.ApplicationStopping);
            await app.StartAsync();
            Banner.Show(welcome, app.Urls, settings);
            await app.WaitForShutdownAsync();
            return (int)ExitCode.Stopped;
        }
        // Design-time tools and test hosts stop the entry point with it once the host is built.
        catch (Exception fault) when (fault is not HostAbortedException)
        {
            return (int)Tell(fault);
        }
    }

    private static WebApplicationBuilder NewBuilder(string[] args)
    {
        // Settings files and page assets lie beside the program, wherever it is started from.
        var options = new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        };
        try
        {
            return WebApplication.CreateBuilder(options);
        }
        catch (Exception mistake) when (mistake is InvalidDataException or FormatException)
        {
            var why = mistake.InnerException is { } inner
                ? $"{mistake.Message} {inner.Message}"
                : mistake.Message;
            throw new StartRefused("appsettings.json", why.ReplaceLineEndings(" "), mistake)
            {
                IsMistake = true,
            };
        }
    }

    private static async Task CheckSurroundings(WebApplication app, Settings settings)
    {
        // A test host listens on no port, and named endpoints have checks of their own in the server.
        var listens = app
            .Services.GetRequiredService<IServer>()
            .GetType()
            .Namespace!.Contains("Kestrel");
        if (listens && !app.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            Preflight.Addresses(app.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrls);
        }

        Preflight.Folder("Vestibule:DataPath", settings.DataPath);
        Preflight.Folder(
            "Vestibule:Vault:MasterKeyFile",
            Path.GetDirectoryName(settings.Vault.MasterKeyFile)!
        );
        await Preflight.Database(settings.Database, app.Lifetime.ApplicationStopping);
        Directory.CreateDirectory(
            settings.DataPath,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
    }

    private static bool Told(IEnumerable<string> mistakes)
    {
        var any = false;
        foreach (var mistake in mistakes)
        {
            Console.Error.WriteLine(mistake);
            any = true;
        }

        return any;
    }

    private static ExitCode Tell(Exception fault)
    {
        if (StartRefused.From(fault) is { } refused)
        {
            Console.Error.WriteLine(refused.Message);
            return refused.IsMistake ? ExitCode.BadSettings : ExitCode.Unavailable;
        }

        Console.Error.WriteLine($"Vestibule stopped because of a fault of its own: {fault}");
        return ExitCode.Fault;
    }
}
