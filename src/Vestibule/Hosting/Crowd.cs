using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Vestibule.Access;

namespace Vestibule.Hosting;

/// <summary>
/// Open connections by address, so that one address cannot take all of them. Loopback and trusted proxies, behind whom
/// many stand, are not counted.
/// </summary>
internal sealed class Crowd(EdgeSettings edge)
{
    private readonly ConcurrentDictionary<string, int> open = [];

    public async Task Admit(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (!Enter(address))
        {
            connection.Abort(
                new ConnectionAbortedException("Too many connections from one address.")
            );
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    internal bool Enter(IPAddress? address)
    {
        if (!Counts(address))
        {
            return true;
        }

        var whose = AddressPrefix.Household(address);
        if (open.AddOrUpdate(whose, 1, (_, count) => count + 1) <= edge.ConnectionsPerAddress)
        {
            return true;
        }

        Leave(address);
        return false;
    }

    internal void Leave(IPAddress? address)
    {
        if (!Counts(address))
        {
            return;
        }

        var whose = AddressPrefix.Household(address);
        if (open.AddOrUpdate(whose, 0, (_, count) => count - 1) <= 0)
        {
            open.TryRemove(new(whose, 0));
        }
    }

    private bool Counts(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !IPAddress.IsLoopback(plain)
            && !edge.TrustedProxies.Any(network => network.Contains(plain));
    }
}
