using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vestibule.Vault;

namespace Vestibule.Bench;

/// <summary>
/// The plain bytes of a body into a new file, flushed to the disk, and its name with it, or it would not be there after a
/// power cut. No row, no hash, no sign-in.
/// </summary>
internal sealed class BareUpload(WebApplication server) : IAsyncDisposable
{
    private const int Portion = 64 * 1024;

    public Uri Address => new(server.Urls.First());

    public static async Task<BareUpload> Start(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var disk = new DurableFs();
        server.MapPut(
            UploadDoor.Path,
            async (HttpContext context) =>
            {
                using (var file = disk.Create(Path.Combine(folder, Guid.NewGuid().ToString("N"))))
                {
                    var room = new byte[Portion];
                    int count;
                    while ((count = await Fill(context.Request.Body, room)) > 0)
                        file.Write(room.AsSpan(0, count));
                    file.Sync();
                    file.Close();
                }

                disk.SyncDirectory(folder);
                return Results.Text("{}", MediaTypeNames.Application.Json);
            }
        );
        await server.StartAsync();
        return new BareUpload(server);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private static async Task<int> Fill(Stream body, byte[] room) =>
        await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false);
}
