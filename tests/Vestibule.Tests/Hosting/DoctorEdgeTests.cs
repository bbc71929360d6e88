using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vestibule.Database;

namespace Vestibule.Tests.Hosting;

/// <summary>The doctor on what lies around the house: proxies and certificates.</summary>
public sealed class DoctorEdgeTests
{
    [Fact]
    public async Task AProxyNobodyHasNamedIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:PublicUrl", "https://checks.example.com")
            )
        ).ShouldTell("edge", "everybody shares one address");

    [Fact]
    public async Task ATrustedProxyIsNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    bed.Set("Vestibule:PublicUrl", "https://checks.example.com");
                    bed.Set("Vestibule:Edge:TrustedProxies", "127.0.0.1");
                }
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("0.0.0.0/1,128.0.0.0/1")]
    [InlineData("64.0.0.0/7")]
    [InlineData("64.0.0.0/8,65.0.0.0/8")]
    [InlineData("::ffff:0:0/96")]
    [InlineData("::/64")]
    [InlineData("::ffff:64.0.0.0/103")]
    [InlineData("2000::/3")]
    [InlineData("2a00::/15")]
    public async Task TrustInEverybodyIsFound(string proxies) =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Edge:TrustedProxies", proxies)
            )
        ).ShouldTell("edge", "names everybody");

    [Fact]
    public async Task TrustInOnesOwnNetworkIsNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    bed.Set(
                        "Vestibule:Edge:TrustedProxies",
                        "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,127.0.0.0/8,fc00::/7,fe80::/10,::1,104.16.0.0/13,2400:cb00::/32"
                    )
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Theory]
    [InlineData(false, 0b110_100_100, true)]
    [InlineData(true, 0b110_100_100, true)]
    [InlineData(true, 0b110_000_010, true)]
    [InlineData(false, 0b110_000_000, false)]
    [InlineData(true, 0b110_100_000, false)]
    public async Task ACertificatesKeyOpenToOthersIsFound(bool apart, int mode, bool bad)
    {
        var said = await Sickbed.In(
            DatabaseProvider.Sqlite,
            bed => WithCertificate(bed, apart, (UnixFileMode)mode)
        );
        if (bad)
        {
            said.ShouldTell("edge", "private key of the certificate");
        }
        else
        {
            said.Text.ShouldEndWith("Nothing is wrong.\n");
        }
    }

    private static void WithCertificate(Sickbed bed, bool apart, UnixFileMode mode)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest("CN=localhost", pair, HashAlgorithmName.SHA256);
        using var made = asked.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(90)
        );
        var (file, key) = (bed.Key + ".cert.pem", bed.Key + ".cert.key");
        File.WriteAllText(file, made.ExportCertificatePem());
        bed.Set("Vestibule:Edge:Certificate:File", file);
        if (apart)
        {
            File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
            bed.Set("Vestibule:Edge:Certificate:KeyFile", key);
            // The chain is for everybody.
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }
        else
        {
            File.AppendAllText(file, "\n" + pair.ExportPkcs8PrivateKeyPem());
        }

        File.SetUnixFileMode(apart ? key : file, mode);
    }

    [Fact]
    public async Task ACertificateThatIsNoneIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Edge:Certificate:File", bed.Key)
            )
        ).ShouldTell("edge", "the certificate cannot be used");
}
