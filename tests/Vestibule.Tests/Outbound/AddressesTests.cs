using System.Net;
using System.Numerics;
using CsCheck;
using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

public sealed class AddressesTests
{
    /// <summary>Networks nobody outside may send us to, and whether the address before and after one is public.</summary>
    public static TheoryData<string, bool, bool> Denied =>
        new()
        {
            { "0.0.0.0/8", false, true },
            { "10.0.0.0/8", true, true },
            { "100.64.0.0/10", true, true },
            { "127.0.0.0/8", true, true },
            { "169.254.0.0/16", true, true },
            { "172.16.0.0/12", true, true },
            { "192.0.0.0/24", true, true },
            { "192.0.2.0/24", true, true },
            { "192.88.99.0/24", true, true },
            { "192.168.0.0/16", true, true },
            { "198.18.0.0/15", true, true },
            { "198.51.100.0/24", true, true },
            { "203.0.113.0/24", true, true },
            { "224.0.0.0/4", true, false },
            { "240.0.0.0/4", false, false },
            { "168.63.129.16/32", true, true },
            { "::/3", false, true },
            { "2001::/23", true, true },
            { "2001:db8::/32", true, true },
            { "2002::/16", true, true },
            { "3fff::/20", true, true },
            { "4000::/2", true, false },
            { "8000::/1", false, false },
        };

    [Theory]
    [MemberData(nameof(Denied))]
    public void NetworkIsDeniedToItsEdgesAndNoFurther(string prefix, bool before, bool after)
    {
        var network = IPNetwork.Parse(prefix);
        var bits = network.BaseAddress.GetAddressBytes().Length * 8;
        var first = Number(network.BaseAddress);
        var size = BigInteger.One << (bits - network.PrefixLength);
        foreach (var inside in (BigInteger[])[first, first + (size / 2), first + size - 1])
            Addresses.IsPublic(Address(inside, bits)).ShouldBeFalse($"{Address(inside, bits)}");
        if (first > 0)
            Addresses.IsPublic(Address(first - 1, bits)).ShouldBe(before, $"before {prefix}");
        if (first + size < BigInteger.One << bits)
            Addresses.IsPublic(Address(first + size, bits)).ShouldBe(after, $"after {prefix}");
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("100::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("169.254.169.254")]
    public void OtherWaysHomeAreDenied(string address) =>
        Addresses.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    /// <summary>A name may answer with any of them, and the connection would go to the IPv4 address inside.</summary>
    [Fact]
    public void NoMappedAddressIsPublic()
    {
        foreach (var first in Enumerable.Range(0, 256))
            Addresses.IsPublic(IPAddress.Parse($"::ffff:{first}.1.2.3")).ShouldBeFalse($"{first}");
        Gen.UInt.Sample(n => !Addresses.IsPublic(Address(n, 32).MapToIPv6()), iter: 20_000);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void PublicAddressesArePublic(string address) =>
        Addresses.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    private static BigInteger Number(IPAddress address) =>
        new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static IPAddress Address(BigInteger number, int bits)
    {
        var bytes = new byte[bits / 8];
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, bytes.Length - digits.Length);
        return new IPAddress(bytes);
    }
}
