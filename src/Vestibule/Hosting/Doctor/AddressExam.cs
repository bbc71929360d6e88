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
