using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Demo;

/// <summary>The room's lines for Program; without <c>Vestibule:Demo</c> it is not there at all.</summary>
public static class DemoRoom
{
    public static void AddDemo(this WebApplicationBuilder house, Settings settings)
    {
        if (settings.Demo)
        {
            house.Services.AddScoped<DemoWorld>();
        }
    }

    public static void MapDemo(this WebApplication house, Settings settings)
    {
        if (settings.Demo)
        {
            Specimens.Map(house);
        }
    }

    public static Task PlayDemo(
        this IServiceProvider rooms,
        Settings settings,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        settings.Demo
            ? rooms.GetRequiredService<DemoWorld>().Run(at, cancelled)
            : Task.CompletedTask;

    /// <summary>In the demo world the server may fetch from itself, by every loopback name of the ports it listens on.</summary>
    public static Settings AllowDemo(this WebApplicationBuilder house, Settings settings)
    {
        if (!settings.Demo)
        {
            return settings;
        }

        var urls = house.Configuration[WebHostDefaults.ServerUrlsKey] ?? Serve.DefaultUrls;
        var ports = urls.Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Select(url => Microsoft.AspNetCore.Http.BindingAddress.Parse(url).Port);
        var itself = ports.SelectMany(port =>
            new[] { "localhost", "127.0.0.1", "::1" }.Select(host => new AllowedAddress(host, port))
        );
        return settings with
        {
            Outbound = settings.Outbound with
            {
                AllowedAddresses = [.. settings.Outbound.AllowedAddresses, .. itself],
            },
        };
    }
}
