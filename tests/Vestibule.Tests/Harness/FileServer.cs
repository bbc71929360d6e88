using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vestibule.Tests.Harness;

/// <summary>Hands out files over loopback, as a client's own storage would; the server is told to allow it.</summary>
public sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, byte[]> files = new();

    private FileServer(WebApplication app) => this.app = app;

    /// <summary>For <c>Vestibule:Outbound:AllowedAddresses</c>.</summary>
    public string HostAndPort => new Uri(app.Urls.First()).Authority;

    public static async Task<FileServer> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FileServer(builder.Build());
        server.app.MapGet(
            "/{**name}",
            (string name) =>
                server.files.TryGetValue(name, out var bytes)
                    ? Results.Bytes(bytes)
                    : Results.NotFound()
        );
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The address of these bytes under this name.</summary>
    public string Offer(string name, byte[] bytes)
    {
        files[name] = bytes;
        return $"{app.Urls.First()}/{Uri.EscapeDataString(name)}";
    }

    /// <summary>Forgets it.</summary>
    public void Withdraw(string name) => files.TryRemove(name, out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
