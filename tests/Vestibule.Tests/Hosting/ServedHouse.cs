using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>The walls alone, on a real port, with doors of the test's own.</summary>
internal sealed class ServedHouse : IAsyncDisposable
{
    private readonly string _folder;

    private ServedHouse(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public static async Task<ServedHouse> Open(
        Action<WebApplicationBuilder> furnish,
        Action<WebApplication> open,
        params (string Name, string Value)[] more
    )
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-walls-").FullName;
        var (settings, _) = ReadSettingsTests.Read([("Vestibule:DataPath", folder), .. more]);
        var builder = WebApplication.CreateBuilder();
        builder.AddHosting(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        furnish(builder);
        var app = builder.Build();
        app.UseTrustedProxies(settings.Edge);
        app.UseSecurityHeaders();
        app.UseDoorstep(settings.Edge);
        app.UseRateLimits(settings.Api.RateLimit);
        AnswerHealth.Map(app);
        open(app);
        await app.StartAsync();
        return new ServedHouse(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // What runs behind an answer is seen to its end.
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
