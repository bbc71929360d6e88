using System.Net;
using System.Net.Sockets;

namespace Vestibule.Access;

/// <summary>Where somebody came from, cut so that it names a neighbourhood and not a person.</summary>
public static class AddressPrefix
{
    /// <summary><c>192.0.2.0/24</c> or <c>2001:db8:1::/48</c>; null without an address.</summary>
    public static string? Of(IPAddress? address)
    {
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    /// <summary>An IPv4 address, or the /64 of an IPv6 one, which is what one household holds; empty without an address.</summary>
    public static string Household(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return $"{address}";
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}";
    }
}
