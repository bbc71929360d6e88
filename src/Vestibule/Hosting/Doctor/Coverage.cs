using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Vestibule.Hosting.Doctor;

/// <summary>How much of the internet a list of networks names.</summary>
internal static class Coverage
{
    private const int Mapped = 96;
    private static readonly UInt128 FirstMapped = (UInt128)0xFFFF << 32;

    // RFC 1918, 6598, 3927 and 1122; RFC 4193 and 4291: nobody from afar comes from there.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>More than a row of proxies has, the largest content networks among them: a /8 of IPv4, a /16 of IPv6.</summary>
    public static bool IsVast(IEnumerable<IPNetwork> networks)
    {
        var open = networks
            .Select(Plain)
            .Where(network => !IsPrivate(network))
            .ToLookup(network => network.BaseAddress.AddressFamily, network => network);
        return Share(open[AddressFamily.InterNetwork]) > Math.Pow(2, -8)
            || Share(open[AddressFamily.InterNetworkV6]) > Math.Pow(2, -16);
    }

    private static double Share(IEnumerable<IPNetwork> networks) =>
        networks.Distinct().Sum(network => Math.Pow(2, -network.PrefixLength));

    private static bool IsPrivate(IPNetwork network) =>
        Private.Any(one =>
            one.PrefixLength <= network.PrefixLength && one.Contains(network.BaseAddress)
        );

    // Addresses of IPv4 may come in the clothes of IPv6 (::ffff:0:0/96), and so may networks of them.
    private static IPNetwork Plain(IPNetwork network)
    {
        if (network.BaseAddress.AddressFamily is AddressFamily.InterNetwork)
        {
            return network;
        }

        return network.PrefixLength > Mapped && network.BaseAddress.IsIPv4MappedToIPv6
                ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - Mapped)
            : network.PrefixLength <= Mapped && HasMapped(network) ? new IPNetwork(IPAddress.Any, 0)
            : network;
    }

    // By hand: IPNetwork.Contains looks at the last four bytes alone when it is asked about such an address.
    private static bool HasMapped(IPNetwork network)
    {
        var first = BinaryPrimitives.ReadUInt128BigEndian(network.BaseAddress.GetAddressBytes());
        var apart = first ^ FirstMapped;
        return network.PrefixLength == 0 || apart >> (128 - network.PrefixLength) == 0;
    }
}
