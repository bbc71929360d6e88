using System.Net;

namespace Vestibule.Hosting;

/// <summary>Reads how the server meets the network.</summary>
internal static class ReadEdge
{
    private const string Proxies = "Vestibule:Edge:TrustedProxies";
    private const string Hosts = "Vestibule:Edge:AllowedHosts";
    private const string File = "Vestibule:Edge:Certificate:File";

    public static EdgeSettings From(SettingsSheet sheet, Uri? publicUrl) =>
        new(
            TrustedProxies(sheet),
            AllowedHosts(sheet, publicUrl),
            Certificate(sheet),
            sheet.Number("Vestibule:Edge:ConnectionsPerAddress", otherwise: 256, from: 1, to: 2000)
        );

    private static List<IPNetwork> TrustedProxies(SettingsSheet sheet)
    {
        var found = new List<IPNetwork>();
        foreach (var text in sheet.List(Proxies))
        {
            if (Network(text) is { } network)
            {
                found.Add(network);
            }
            else
            {
                sheet.Refuse(
                    Proxies,
                    $"\"{text}\" is neither an address like 10.0.0.7 nor a network like 10.0.0.0/24"
                );
            }
        }

        return found;
    }

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    // The public address is always one of them, so that it need not be said twice.
    private static List<string> AllowedHosts(SettingsSheet sheet, Uri? publicUrl)
    {
        var found = new List<string>();
        foreach (var text in sheet.List(Hosts))
        {
            var bare = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
            if (Uri.CheckHostName(bare.Trim('[', ']')) is UriHostNameType.Unknown)
            {
                sheet.Refuse(
                    Hosts,
                    $"\"{text}\" is no host name like checks.example.com or *.example.com (no port, no scheme)"
                );
            }

            found.Add(text);
        }

        if (publicUrl is not null)
        {
            found.Add(publicUrl.Host);
        }

        return found;
    }

    private static CertificateSettings? Certificate(SettingsSheet sheet)
    {
        const string keyName = "Vestibule:Edge:Certificate:KeyFile";
        const string passwordName = "Vestibule:Edge:Certificate:Password";
        var (file, key, password) = (
            sheet.Text(File),
            sheet.Text(keyName),
            sheet.Text(passwordName)
        );
        if (file is not null)
        {
            return new CertificateSettings(
                Path.GetFullPath(file),
                key is null ? null : Path.GetFullPath(key),
                password
            );
        }

        foreach (var name in new[] { (keyName, key), (passwordName, password) })
        {
            if (name.Item2 is not null)
            {
                sheet.Refuse(name.Item1, $"was given without {File}");
            }
        }

        return null;
    }
}
