using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>Too many headers over HTTP/2: told in full dress as long as the listener lets us, else not told at all.</summary>
public sealed class Http2HeaderTests : IDisposable
{
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte EndOfStreamAndHeaders = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("vestibule-h2-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Doorstep.MostHeaders, HttpStatusCode.OK)]
    [InlineData(Doorstep.MostHeaders + 1, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task AreAnsweredInFullDress(int count, HttpStatusCode status)
    {
        await using var house = await Open();
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{house.App.Urls.First()}/health/live"
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        // Host is one that HTTP/2 has by another name, and the server gives it back.
        foreach (var n in Enumerable.Range(1, count - 1))
        {
            request.Headers.Add($"X{n}", "y");
        }

        using var answer = await client.SendAsync(request, Cancelled);
        answer.StatusCode.ShouldBe(status);
        foreach (var name in EveryHeaderTests.Names.Append("Strict-Transport-Security"))
        {
            answer.Headers.Contains(name).ShouldBeTrue(name);
        }
    }

    /// <summary>The listener's own answer would come without them.</summary>
    [Fact]
    public async Task EndTheStreamWhereTheListenerRefuses()
    {
        await using var house = await Open();
        var address = new Uri(house.App.Urls.First());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancelled);
        await using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [SslApplicationProtocol.Http2],
            },
            Cancelled
        );
        await tls.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), Cancelled);
        await tls.WriteAsync(Frame(4, 0, 0, []), Cancelled);
        await tls.WriteAsync(Frame(Headers, EndOfStreamAndHeaders, 1, Block(1_100)), Cancelled);
        (await FirstOf(tls, stream: 1)).ShouldBe(Reset);
    }

    /// <summary>Type of the first frame the server sends on a stream.</summary>
    private static async Task<byte> FirstOf(SslStream tls, byte stream)
    {
        var head = new byte[9];
        while (true)
        {
            await tls.ReadExactlyAsync(head, Cancelled);
            await tls.ReadExactlyAsync(new byte[(head[1] << 8) | head[2]], Cancelled);
            if (head[8] == stream)
            {
                return head[3];
            }
        }
    }

    /// <summary>RFC 9113 section 4.1.</summary>
    private static byte[] Frame(byte type, byte flags, byte stream, byte[] body) =>
        [0, (byte)(body.Length >> 8), (byte)body.Length, type, flags, 0, 0, 0, stream, .. body];

    /// <summary>A GET with so many headers more, none of them packed (RFC 7541 section 6.2.2).</summary>
    private static byte[] Block(int more) =>
        [
            .. Literal(":method", "GET"),
            .. Literal(":scheme", "https"),
            .. Literal(":path", "/"),
            .. Literal(":authority", "localhost"),
            .. Enumerable.Range(0, more).SelectMany(n => Literal($"x{n}", "y")),
        ];

    private static byte[] Literal(string name, string value) =>
        [
            0,
            (byte)name.Length,
            .. name.Select(c => (byte)c),
            (byte)value.Length,
            .. value.Select(c => (byte)c),
        ];

    private async Task<ServedHouse> Open()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest(
            "CN=localhost",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var certificate = Path.Combine(folder, "certificate.pem");
        await File.WriteAllTextAsync(
            certificate,
            $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}",
            Cancelled
        );
        return await ServedHouse.Open(
            builder => builder.WebHost.UseUrls("https://127.0.0.1:0"),
            _ => { },
            ("Vestibule:Edge:Certificate:File", certificate)
        );
    }
}
