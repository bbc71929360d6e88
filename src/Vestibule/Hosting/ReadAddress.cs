using System.Globalization;

namespace Vestibule.Hosting;

internal static class ReadAddress
{
    /// <summary><c>host:port</c>, IPv6 in brackets; null when it is anything else.</summary>
    public static AllowedAddress? Allowed(string text)
    {
        var colon = text.LastIndexOf(':');
        if (
            colon < 1
            || !int.TryParse(
                text[(colon + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
        )
        {
            return null;
        }

        var host = text[..colon];
        var bracketed = host is ['[', .., ']'];
        var bare = bracketed ? host[1..^1] : host;
        var kind = Uri.CheckHostName(bare);
        var isHost = bracketed
            ? kind is UriHostNameType.IPv6
            : kind is UriHostNameType.Dns or UriHostNameType.IPv4;
        return isHost && port is > 0 and < 65536
            ? new AllowedAddress(bare.ToLowerInvariant(), port)
            : null;
    }
}
