using System.Net;

namespace Vestibule.Hosting.Doctor;

/// <summary>Where a cloud tells the machines in it who they are, and hands them its credentials.</summary>
internal static class CloudAddress
{
    private static readonly IPNetwork[] LinkLocal =
    [
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fe80::/10"),
    ];

    // Those outside of it: Amazon, Google, Alibaba, Azure, Oracle.
    private static readonly IPAddress[] Others =
    [
        IPAddress.Parse("fd00:ec2::254"),
        IPAddress.Parse("fd20:ce::254"),
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("168.63.129.16"),
        IPAddress.Parse("192.0.0.192"),
    ];

    private static readonly string[] Names =
    [
        "metadata",
        "metadata.goog",
        "metadata.google.internal",
        "instance-data",
        "instance-data.ec2.internal",
    ];

    public static bool Is(AllowedAddress allowed)
    {
        var host = allowed.Host.TrimEnd('.');
        if (!IPAddress.TryParse(host, out var address))
        {
            return Names.Contains(host);
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return LinkLocal.Any(network => network.Contains(plain)) || Others.Contains(plain);
    }
}
