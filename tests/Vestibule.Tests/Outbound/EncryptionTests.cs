using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

public sealed class EncryptionTests
{
    [Fact]
    public async Task CertificateNobodySignedIsRefusedAndNothingIsAsked()
    {
        using var certificate = SelfSigned("files.example");
        var spoken = 0;
        await using var open = new Tls(certificate, () => spoken++);
        using var box = new FetchBox(
            new FetchOptions { AllowedAddresses = [$"files.example:{open.Port}"] }
        );
        await box.Refused(FetchRefusal.Unreachable, $"https://files.example:{open.Port}/a");
        spoken.ShouldBe(0);
    }

    private static X509Certificate2 SelfSigned(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={host}",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>Counts requests that came through the encryption.</summary>
    private sealed class Tls : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task serving;

        public Tls(X509Certificate2 certificate, Action spoken)
        {
            listener.Start();
            serving = ServeAsync(certificate, spoken);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await serving;
        }

        private async Task ServeAsync(X509Certificate2 certificate, Action spoken)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var secure = new SslStream(client.GetStream());
                await secure.AuthenticateAsServerAsync(certificate);
                if (await secure.ReadAsync(new byte[1]) > 0)
                    spoken();
            }
            catch (Exception e)
                when (e
                        is IOException
                            or System.Security.Authentication.AuthenticationException
                            or System.Net.Sockets.SocketException
                            or ObjectDisposedException
                ) { }
        }
    }
}
