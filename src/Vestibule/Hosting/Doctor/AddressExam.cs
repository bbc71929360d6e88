namespace Vestibule.Hosting.Doctor;

/// <summary>How others reach this server, and what it reaches.</summary>
internal static class AddressExam
{
    public static IEnumerable<Finding> Public(Patient patient)
    {
        switch (patient.Settings.PublicUrl)
        {
            case { Scheme: "http", IsLoopback: false } url:
                yield return new Finding.Wrong(
                    $"Vestibule:PublicUrl is {url}, so passwords and papers would cross the network in the clear",
                    "put TLS in front and make it https"
                );
                break;
            case null when patient.IsPublic:
                yield return new Finding.Wrong(
                    "other machines reach this server, and Vestibule:PublicUrl does not say by which address",
                    "set it to the address people type, like https://checks.example.com"
                );
                break;
            case null:
                yield return new Finding.Well("loopback only");
                break;
            case var url:
                yield return new Finding.Well($"{url}");
                break;
        }

        if (patient.IsPublic && patient.Settings.Edge.AllowedHosts.Count == 0)
        {
            yield return new Finding.Wrong(
                "any Host header is believed",
                "set Vestibule:Edge:AllowedHosts to the names this server goes by"
            );
        }
    }

    /// <summary>Where TLS ends, and whose word is taken about who is asking.</summary>
    public static IEnumerable<Finding> Edge(Patient patient)
    {
        var edge = patient.Settings.Edge;
        if (Coverage.IsVast(edge.TrustedProxies))
        {
            yield return new Finding.Wrong(
                "Vestibule:Edge:TrustedProxies names everybody, or far more than proxies, so anybody may claim to come from anywhere",
                "name the proxies' own addresses"
            );
        }

        if (
            patient.Settings.PublicUrl is { Scheme: "https", IsLoopback: false }
            && edge is { Certificate: null, TrustedProxies.Count: 0 }
            && !(patient.Configuration["urls"] ?? "").Contains(
                "https:",
                StringComparison.OrdinalIgnoreCase
            )
        )
        {
            yield return new Finding.Wrong(
                "TLS ends at a proxy nobody has named, so everybody shares one address: one lock-out, one rate limit",
                "name the proxy in Vestibule:Edge:TrustedProxies, or a certificate in Vestibule:Edge:Certificate:File"
            );
        }

        if (edge.Certificate is not null)
        {
            yield return CertificateExam.Shown(patient);
        }

        if (CertificateExam.OpenKey(edge) is { } open)
        {
            yield return open;
        }
    }

    public static IEnumerable<Finding> Outbound(Patient patient)
    {
        var outbound = patient.Settings.Outbound;
        if (outbound.AllowHttp)
        {
            yield return new Finding.Wrong(
                "Vestibule:Outbound:AllowHttp is on, so papers are fetched over connections anybody on the way can read and change",
                "switch it off and let the others serve https; name single hosts in Vestibule:Outbound:AllowedAddresses if need be"
            );
        }
        else
        {
            yield return new Finding.Well("files are fetched over https only");
        }

        if (outbound.AllowedAddresses.Count > 0)
        {
            yield return new Finding.Note(
                $"{outbound.AllowedAddresses.Count} private addresses may be fetched from"
            );
        }

        foreach (var address in outbound.AllowedAddresses.Where(CloudAddress.Is))
        {
            yield return new Finding.Wrong(
                $"Vestibule:Outbound:AllowedAddresses lets {address} be fetched, where a cloud hands its machines their credentials",
                "take it out; no papers lie there"
            );
        }

        foreach (var finding in Collector(patient))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Collector(Patient patient)
    {
        foreach (var (variable, takes) in TelemetryMistakes.In(patient.Configuration))
        {
            yield return new Finding.Wrong(
                $"{variable} is not understood, and telemetry does without it",
                $"it takes {takes}"
            );
        }

        var collector = patient.Configuration[Telemetry.Endpoint];
        if (
            Uri.TryCreate(collector, UriKind.Absolute, out var to)
            && to is { Scheme: "http", IsLoopback: false }
        )
        {
            yield return new Finding.Wrong(
                $"{Telemetry.Endpoint} is plain http to another machine, so logs cross the network in the clear",
                "make it https, or run the collector on this machine"
            );
        }
    }
}
