using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;

namespace Vestibule.Tests.Access;

/// <summary>Takes a good token apart and signs it again, changed, with the server's own key or a worse one.</summary>
internal sealed class Forge(
    JsonObject goodHead,
    JsonObject goodBody,
    byte[] goodSignature,
    ECDsa key
)
{
    private static readonly ECDsa Another = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static async Task<Forge> Of(AccessHost host)
    {
        await host.AddUser();
        var parts = (await host.Bearer())["Bearer ".Length..].Split('.');
        var key = host.Services.GetRequiredService<TokenKeys>().Current.Signing.ECDsa;
        return new Forge(
            Read(parts[0]),
            Read(parts[1]),
            WebEncoders.Base64UrlDecode(parts[2]),
            key
        );
    }

    public string Head => goodHead.ToJsonString();

    public string Body => goodBody.ToJsonString();

    public string KeyId => goodHead["kid"]!.GetValue<string>();

    /// <summary>The server's own signature on other words.</summary>
    public byte[] SignatureOfAnother => goodSignature;

    public string Bearer(
        Action<JsonObject>? head = null,
        Action<JsonObject>? body = null,
        Func<byte[], byte[]>? sign = null
    )
    {
        var (newHead, newBody) = (goodHead.DeepClone().AsObject(), goodBody.DeepClone().AsObject());
        head?.Invoke(newHead);
        body?.Invoke(newBody);
        return Raw(newHead.ToJsonString(), newBody.ToJsonString(), sign);
    }

    /// <summary>A token of these very texts.</summary>
    public string Raw(string head, string body, Func<byte[], byte[]>? sign = null)
    {
        var text = $"{Encoded(head)}.{Encoded(body)}";
        var signature = (sign ?? ByOwnKey)(Encoding.ASCII.GetBytes(text));
        return $"Bearer {text}.{WebEncoders.Base64UrlEncode(signature)}";
    }

    public static string Encoded(string part) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(part));

    public byte[] ByOwnKey(byte[] text) => key.SignData(text, HashAlgorithmName.SHA256);

    public byte[] ByOwnKeyInDer(byte[] text) =>
        key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public static byte[] ByAnotherKey(byte[] text) =>
        Another.SignData(text, HashAlgorithmName.SHA256);

    /// <summary>What is public of the key, in every spelling somebody may have taken for a shared secret.</summary>
    public IEnumerable<byte[]> PublicSecrets()
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return
        [
            Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()),
            Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"),
            spki,
            [.. point.X!, .. point.Y!],
            [4, .. point.X!, .. point.Y!],
            Encoding.ASCII.GetBytes(PublicKey(key).ToJsonString()),
            Encoding.ASCII.GetBytes(KeyId),
            [],
        ];
    }

    public static JsonObject AnotherPublicKey() => PublicKey(Another);

    /// <summary>A certificate of the other key, as <c>x5c</c> carries it.</summary>
    public static string AnotherCertificate()
    {
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=vestibule",
            Another,
            HashAlgorithmName.SHA256
        );
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch.AddYears(50),
            DateTimeOffset.UnixEpoch.AddYears(100)
        );
        return Convert.ToBase64String(made.RawData);
    }

    private static JsonObject PublicKey(ECDsa of)
    {
        var point = of.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = WebEncoders.Base64UrlEncode(point.X!),
            ["y"] = WebEncoders.Base64UrlEncode(point.Y!),
        };
    }

    private static JsonObject Read(string part) =>
        JsonNode.Parse(WebEncoders.Base64UrlDecode(part))!.AsObject();
}
