using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Vestibule.Outbound;

/// <summary>Opens a connection to an address that has been judged.</summary>
internal delegate ValueTask<Stream> Dial(IPEndPoint address, CancellationToken cancelled);

/// <summary>
/// Looks a name up once and connects to the very address that was judged, so that a name which changes its answer
/// between the look and the connection (rebinding) gains nothing.
/// </summary>
internal sealed class Connecting(
    Target target,
    Resolver resolve,
    Func<IReadOnlyCollection<IPAddress>> own,
    Dial dial
)
{
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancelled
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await LookUpAsync(host, cancelled);
        if (!target.IsAllowed(host, port))
            Judge(addresses);
        for (var i = 0; ; i++)
        {
            try
            {
                return await dial(new IPEndPoint(addresses[i], port), cancelled);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                continue;
            }
        }
    }

    /// <summary>A TCP connection to that address.</summary>
    public static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken cancelled)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancelled)
    {
        if (IPAddress.TryParse(host, out var number))
            return [number];
        try
        {
            var found = await resolve(host, cancelled);
            return found.Length > 0
                ? found
                : throw new FetchRefusedException(FetchRefusal.NoSuchHost);
        }
        catch (SocketException)
        {
            throw new FetchRefusedException(FetchRefusal.NoSuchHost);
        }
    }

    /// <summary>One denied answer refuses them all: an honest name has no foot inside.</summary>
    private void Judge(IPAddress[] addresses)
    {
        var mine = own();
        if (addresses.Any(a => !Addresses.IsPublic(a) || mine.Any(m => m.Equals(a))))
            throw new FetchRefusedException(FetchRefusal.Private);
    }
}
