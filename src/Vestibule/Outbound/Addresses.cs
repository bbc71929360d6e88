using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Vestibule.Outbound;

/// <summary>
/// Which addresses are the public internet. By prefix only (the IANA special-purpose registries): .NET's own
/// <c>IsLoopback</c> and its kin say no for NAT64, 6to4, shared and unspecified addresses.
/// </summary>
public static class Addresses
{
    private static readonly IPNetwork[] DeniedV4 =
    [
        .. Networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8",
            "169.254.0.0/16", // link local, cloud metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32" // a cloud's host agent on a public number
        ),
    ];

    private static readonly IPNetwork[] DeniedV6 =
    [
        .. Networks(
            "2001::/23", // Teredo and other protocol assignments
            "2001:db8::/32",
            "2002::/16", // 6to4: carries any IPv4 address
            "3fff::/20"
        ),
    ];

    /// <summary>True for an address on the public internet, going by its number alone.</summary>
    public static bool IsPublic(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !DeniedV4.Any(n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => IsGlobalUnicast(address)
                && !DeniedV6.Any(n => n.Contains(address)),
            _ => false,
        };

    /// <summary>The addresses of this machine's own interfaces; a public one leads back into the house as well.</summary>
    public static IReadOnlyCollection<IPAddress> OfThisMachine() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => a.Address),
        ];

    /// <summary>
    /// 2000::/3; everything outside falls away by itself: loopback, mapped, compatible, NAT64, unique local, link local,
    /// multicast. By its bits, because <see cref="IPNetwork"/> compares a mapped address by its IPv4 part and so calls
    /// all of ::ffff:10.0.0.0/104 members of 2000::/3.
    /// </summary>
    private static bool IsGlobalUnicast(IPAddress address) =>
        (address.GetAddressBytes()[0] & 0b1110_0000) == 0b0010_0000;

    private static IEnumerable<IPNetwork> Networks(params string[] prefixes) =>
        prefixes.Select(p => IPNetwork.Parse(p));
}
