using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Vestibule.Hosting;

/// <summary>
/// The certificate of <c>https://</c> addresses, with its chain, from files. Whoever renews it just replaces them: new
/// connections get the new one within seconds, and the old one stays while the new files cannot be read.
/// </summary>
internal sealed class ServerCertificate(
    CertificateSettings settings,
    TimeProvider clock,
    ILogger<ServerCertificate> log
)
{
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);

    private readonly Lock looking = new();
    private SslStreamCertificateContext? current;
    private byte[] known = [];
    private long looked;

    /// <exception cref="StartRefused">The files hold no certificate with its key.</exception>
    public void Open()
    {
        try
        {
            Load();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            throw new StartRefused(
                "Vestibule:Edge:Certificate:File",
                $"no certificate with its private key can be read from it ({unreadable.Message.ReplaceLineEndings(" ").TrimEnd('.')}); a key in a file of its own is named by Vestibule:Edge:Certificate:KeyFile",
                unreadable
            )
            {
                IsMistake = true,
            };
        }
    }

    /// <summary>What a handshake that begins now shows.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (looking)
            {
                if (current is null)
                {
                    Load();
                }
                else if (clock.GetElapsedTime(looked) >= LooksEvery)
                {
                    LookAgain();
                }

                return current!;
            }
        }
    }

    public void Secure(HttpsConnectionAdapterOptions https)
    {
        // RFC 9325 section 3.1.1: nothing below 1.2.
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // Asked for by the server before it starts; what is shown, with the chain, is decided below.
        https.ServerCertificateSelector = (_, _) => Current.TargetCertificate;
        https.OnAuthenticate = (_, tls) =>
        {
            tls.ServerCertificateSelectionCallback = null;
            tls.ServerCertificateContext = Current;
        };
    }

    private void LookAgain()
    {
        looked = clock.GetTimestamp();
        try
        {
            Load();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            log.CertificateStays(unreadable.GetType().Name);
        }
    }

    private void Load()
    {
        var file = File.ReadAllBytes(settings.File);
        var key = settings.KeyFile is { } path ? File.ReadAllText(path) : null;
        var digest = SHA256.HashData([.. file, .. Encoding.UTF8.GetBytes(key ?? "")]);
        if (known.AsSpan().SequenceEqual(digest))
        {
            return;
        }

        current = Read(file, key, settings.Password);
        known = digest;
        looked = clock.GetTimestamp();
    }

    private static SslStreamCertificateContext Read(byte[] file, string? key, string? password)
    {
        var all = new X509Certificate2Collection();
        X509Certificate2? leaf;
        if (file.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
        {
            var pem = Encoding.UTF8.GetString(file);
            all.ImportFromPem(pem);
            leaf = password is null
                ? X509Certificate2.CreateFromPem(pem, key ?? pem)
                : X509Certificate2.CreateFromEncryptedPem(pem, key ?? pem, password);
        }
        else
        {
            all = X509CertificateLoader.LoadPkcs12Collection(file, password);
            leaf = all.FirstOrDefault(one => one.HasPrivateKey);
        }

        if (leaf is null)
        {
            throw new CryptographicException("It holds no private key");
        }

        var chain = all.Where(one => one.Thumbprint != leaf.Thumbprint).ToArray();
        return SslStreamCertificateContext.Create(leaf, [.. chain], offline: true);
    }

    private static bool IsUnreadable(Exception failure) =>
        failure
            is CryptographicException
                or IOException
                or UnauthorizedAccessException
                or ArgumentException;
}
