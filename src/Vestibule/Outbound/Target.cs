using System.Globalization;
using System.Net;

namespace Vestibule.Outbound;

/// <summary>The rules an address meets before anything is looked up; each hop of a redirect meets them again.</summary>
internal sealed class Target(FetchOptions options)
{
    private const int Longest = 2048;

    private readonly HashSet<string> allowed = new(
        options.AllowedAddresses,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The address, or null when it is refused.</summary>
    public Uri? First(string address) =>
        address.Length <= Longest
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? Checked(uri)
            : null;

    /// <summary>Where a redirect leads, or null when it is refused.</summary>
    public Uri? Next(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var next))
            return null;
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
            return null;
        return next.OriginalString.Length <= Longest ? Checked(next) : null;
    }

    public bool IsAllowed(string host, int port) =>
        allowed.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(host.Contains(':') ? $"[{host.Trim('[', ']')}]" : host)}:{port}"
            )
        );

    private Uri? Checked(Uri uri)
    {
        var web = uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
        if (
            !web
            || uri.UserInfo.Length > 0
            || uri.OriginalString.Contains('#')
            || uri.IdnHost.Length == 0
        )
            return null;
        if (IsAllowed(uri.IdnHost, uri.Port))
            return uri;
        var scheme = uri.Scheme == Uri.UriSchemeHttps || options.AllowHttp;
        // The ASCII form is asked: full-width dots make a number that .NET still calls a name.
        return scheme && uri.IsDefaultPort && !IPAddress.TryParse(uri.IdnHost.TrimEnd('.'), out _)
            ? uri
            : null;
    }
}
