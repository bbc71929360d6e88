using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Hosting.Doctor;

/// <summary>The certificate of <c>https://</c> addresses, and who may read its key.</summary>
internal static class CertificateExam
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    // A group of its own may read it: who renews certificates is often another user.
    private const UnixFileMode Others =
        UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    public static Finding Shown(Patient patient)
    {
        var certificate = patient.Rooms.GetRequiredService<ServerCertificate>();
        try
        {
            certificate.Open();
        }
        catch (StartRefused refused)
        {
            return new Finding.Wrong("the certificate cannot be used", refused.Message);
        }

        var shown = certificate.Current.TargetCertificate;
        var until = new DateTimeOffset(shown.NotAfter.ToUniversalTime());
        return until < patient.At
                ? new Finding.Wrong($"the certificate ended on {until:yyyy-MM-dd}", "renew it")
            : patient.Settings.PublicUrl is { } url && !shown.MatchesHostname(url.Host)
                ? new Finding.Wrong(
                    $"the certificate is not for {url.Host}",
                    "get one for the name in Vestibule:PublicUrl"
                )
            : until < patient.At + Soon
                ? new Finding.Note($"the certificate ends on {until:yyyy-MM-dd}")
            : new Finding.Well($"the certificate is good until {until:yyyy-MM-dd}");
    }

    public static Finding? OpenKey(EdgeSettings edge)
    {
        if (edge.Certificate is not { } certificate)
        {
            return null;
        }

        var path = certificate.KeyFile ?? certificate.File;
        return File.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None
            ? new Finding.Wrong(
                $"the private key of the certificate ({path}) is open to other users of this machine",
                $"chmod 600 {path}, or 640 for a group of its own, and think about who may have read it"
            )
            : null;
    }
}
