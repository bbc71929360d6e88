using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Hosting;

/// <summary>Gives the listener its certificate and its bounds for one address.</summary>
internal static class FurnishEdge
{
    private const int ReadAhead = 256 * 1024;

    public static void AddEdge(this WebApplicationBuilder builder, EdgeSettings edge)
    {
        var crowd = new Crowd(edge);
        if (edge.Certificate is { } certificate)
        {
            builder.Services.AddSingleton(certificate);
            builder.Services.AddSingleton<ServerCertificate>();
        }

        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ReceiveBlocks.Factory>();
        // Of each file that is coming in: two hundred at once are not to fill the memory with what nobody has read yet.
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = ReadAhead);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.ConfigureEndpointDefaults(listen =>
            {
                listen.Use(
                    (ConnectionDelegate next) => connection => crowd.Admit(connection, next)
                );
                listen.Use(DressRefusals.Over);
            });
            if (edge.Certificate is not null)
            {
                server.ConfigureHttpsDefaults(
                    server.ApplicationServices.GetRequiredService<ServerCertificate>().Secure
                );
            }
        });
    }
}
