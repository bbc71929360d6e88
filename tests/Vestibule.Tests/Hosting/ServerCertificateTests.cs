using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>HTTPS with files of one's own, renewed by replacing them.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vestibule-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("pem")]
    [InlineData("pem with its key")]
    [InlineData("encrypted pem")]
    [InlineData("pfx")]
    public async Task ServesWhatTheFilesHold(string kind)
    {
        await using var house = await Open(Write("one.example", kind));
        (await Shown(house)).Subject.ShouldBe("CN=one.example");
    }

    [Fact]
    public async Task ANewFileIsShownAndABrokenOneIsNot()
    {
        var clock = new FakeTimeProvider();
        var settings = Write("one.example", "pem with its key");
        await using var house = await Open(settings, clock);
        (await Shown(house)).Subject.ShouldBe("CN=one.example");
        Write("two.example", "pem with its key");
        (await Shown(house)).Subject.ShouldBe("CN=one.example", "not looked again yet");
        clock.Advance(ServerCertificate.LooksEvery);
        (await Shown(house)).Subject.ShouldBe("CN=two.example");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "certificate"),
            "half",
            TestContext.Current.CancellationToken
        );
        clock.Advance(ServerCertificate.LooksEvery);
        (await Shown(house)).Subject.ShouldBe("CN=two.example");
    }

    private async Task<ServedHouse> Open(
        (string, string)[] settings,
        FakeTimeProvider? clock = null
    ) =>
        await ServedHouse.Open(
            builder =>
            {
                builder.WebHost.UseUrls("https://127.0.0.1:0");
                if (clock is not null)
                {
                    builder.Services.AddSingleton<TimeProvider>(clock);
                }
            },
            _ => { },
            settings
        );

    [Fact]
    public async Task WhatIsNoRequestIsRefusedInFullDress()
    {
        await using var house = await Open(Write("one.example", "pem"));
        var heard = await Secured(
            house,
            async tls =>
            {
                await tls.WriteAsync(
                    "GET / HTTP/1.1\r\n\r\n"u8.ToArray(),
                    TestContext.Current.CancellationToken
                );
                using var reader = new StreamReader(tls);
                return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }
        );
        heard.ShouldStartWith("HTTP/1.1 400 ");
        foreach (var name in EveryHeaderTests.Names.Append("Strict-Transport-Security"))
        {
            heard.ShouldContain($"\r\n{name}: ");
        }
    }

    private static Task<X509Certificate2> Shown(ServedHouse house) =>
        Secured(
            house,
            tls =>
                Task.FromResult(
                    X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData())
                )
        );

    private static async Task<T> Secured<T>(ServedHouse house, Func<SslStream, Task<T>> look)
    {
        using var client = new TcpClient();
        var address = new Uri(house.App.Urls.First());
        await client.ConnectAsync(
            address.Host,
            address.Port,
            TestContext.Current.CancellationToken
        );
        await using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "one.example" },
            TestContext.Current.CancellationToken
        );
        return await look(tls);
    }

    private (string, string)[] Write(string name, string kind)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(100)
        );
        var (file, keyFile) = (Path.Combine(folder, "certificate"), Path.Combine(folder, "key"));
        var pem = made.ExportCertificatePem();
        const string password = "open sesame";
        switch (kind)
        {
            case "pfx":
                File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12, password));
                return [Setting("File", file), Setting("Password", password)];
            case "pem with its key":
                File.WriteAllText(file, $"{pem}\n{key.ExportPkcs8PrivateKeyPem()}");
                return [Setting("File", file)];
            case "encrypted pem":
                File.WriteAllText(file, pem);
                File.WriteAllText(
                    keyFile,
                    key.ExportEncryptedPkcs8PrivateKeyPem(
                        password,
                        new PbeParameters(
                            PbeEncryptionAlgorithm.Aes256Cbc,
                            HashAlgorithmName.SHA256,
                            1000
                        )
                    )
                );
                return
                [
                    Setting("File", file),
                    Setting("KeyFile", keyFile),
                    Setting("Password", password),
                ];
            default:
                File.WriteAllText(file, pem);
                File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
                return [Setting("File", file), Setting("KeyFile", keyFile)];
        }
    }

    private static (string, string) Setting(string name, string value) =>
        ($"Vestibule:Edge:Certificate:{name}", value);
}
