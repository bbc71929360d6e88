using System.Net;

namespace Vestibule.Hosting;

/// <summary>Where this server meets the network.</summary>
/// <param name="TrustedProxies">Whose word about the client's address and scheme is taken; nobody's when empty.</param>
/// <param name="AllowedHosts">Names it answers to beside loopback's, <c>*.example.com</c> for all below; any when empty.</param>
/// <param name="Certificate">For <c>https://</c> addresses it listens on; null when TLS ends elsewhere.</param>
/// <param name="ConnectionsPerAddress">Open at once from one address; of IPv6 from one /64.</param>
public sealed record EdgeSettings(
    IReadOnlyList<IPNetwork> TrustedProxies,
    IReadOnlyList<string> AllowedHosts,
    CertificateSettings? Certificate,
    int ConnectionsPerAddress
);

/// <param name="File">PEM with the chain, or PFX; absolute.</param>
/// <param name="KeyFile">PEM with the private key; null when <paramref name="File"/> holds it.</param>
/// <param name="Password">Of the key; it is never written anywhere.</param>
public sealed record CertificateSettings(string File, string? KeyFile, string? Password)
{
    // Records print themselves; this one must not print the password.
    public override string ToString() => File;
}
