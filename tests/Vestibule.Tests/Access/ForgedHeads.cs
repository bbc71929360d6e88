using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Vestibule.Tests.Access;

/// <summary>Tokens that say of themselves how they are to be checked, and lie.</summary>
internal static class ForgedHeads
{
    public static IEnumerable<string> Algorithms(Forge forge) =>
        from alg in (string[])
            [
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                " ",
                "es256",
                "ES256 ",
                "ES384",
                "ES512",
                "ES256K",
                "RS256",
                "RS512",
                "PS256",
                "EdDSA",
                "HS256",
                "dir",
                "A256GCMKW",
                "ECDH-ES",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            ]
        from sign in (Func<byte[], byte[]>[])[forge.ByOwnKey, Forge.ByAnotherKey, _ => []]
        select forge.Bearer(head => head["alg"] = alg, sign: sign);

    // CVE-2015-9235 and its like: what everybody may know, used as the secret of an HMAC.
    public static IEnumerable<string> Secrets(Forge forge) =>
        from secret in forge.PublicSecrets()
        from way in (IEnumerable<(string Alg, Func<byte[], byte[]> Sign)>)
            [
                ("HS256", text => HMACSHA256.HashData(secret, text)),
                ("HS384", text => HMACSHA384.HashData(secret, text)),
                ("HS512", text => HMACSHA512.HashData(secret, text)),
                ("ES256", text => HMACSHA512.HashData(secret, text)),
            ]
        select forge.Bearer(head => head["alg"] = way.Alg, sign: way.Sign);

    public static IEnumerable<string> BroughtKeys(Forge forge)
    {
        Action<JsonObject>[] brought =
        [
            head => head["jwk"] = Forge.AnotherPublicKey(),
            head => head["jwk"] = Forge.AnotherPublicKey().ToJsonString(),
            head => head["jku"] = "http://127.0.0.1:1/keys.json",
            head => head["jku"] = "https://keys.example.com/keys.json",
            head => head["jku"] = "file:///dev/null",
            head => head["x5u"] = "http://127.0.0.1:1/certificate.pem",
            head => head["x5u"] = "https://keys.example.com/certificate.pem",
            head => head["x5c"] = new JsonArray(Forge.AnotherCertificate()),
            head => head["x5c"] = Forge.AnotherCertificate(),
            head => head["x5t"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAA",
            head => head["x5t#S256"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ];
        return from bring in brought
            from named in (bool[])[true, false]
            from sign in (Func<byte[], byte[]>[])[Forge.ByAnotherKey, forge.ByOwnKey]
            select forge.Bearer(
                head =>
                {
                    bring(head);
                    if (!named)
                    {
                        head.Remove("kid");
                    }
                },
                sign: sign
            );
    }

    public static IEnumerable<string> KeyIds(Forge forge) =>
        from kid in (JsonNode?[])
            [
                "../../../../../../dev/null",
                "/dev/null",
                "/proc/sys/kernel/randomize_va_space",
                "' OR '1'='1",
                "x' UNION SELECT 'secret' --",
                "; DROP TABLE \"TokenKeys\"",
                "| id",
                "http://127.0.0.1:1/key",
                $"{forge.KeyId} ",
                $"{forge.KeyId}\0",
                forge.KeyId[..^1],
                $"{forge.KeyId},x",
                "",
                "*",
                "0",
                null,
                0,
                true,
                new JsonArray(forge.KeyId),
                new JsonObject { ["kid"] = forge.KeyId },
            ]
        from sign in (Func<byte[], byte[]>[])[Forge.ByAnotherKey, forge.ByOwnKey]
        select forge.Bearer(head => head["kid"] = kid?.DeepClone(), sign: sign);

    // Signed by the server's own key: even then it is nothing that it would have written (RFC 7515 section 4.1.11).
    public static IEnumerable<string> OddHeaders(Forge forge)
    {
        Action<JsonObject>[] odd =
        [
            head => head["crit"] = new JsonArray("exp"),
            head =>
            {
                head["crit"] = new JsonArray("exp");
                head["exp"] = 1;
            },
            head =>
            {
                head["crit"] = new JsonArray("b64");
                head["b64"] = false;
            },
            head => head["crit"] = new JsonArray(),
            head => head["crit"] = "exp",
            head => head["crit"] = null,
            head => head["b64"] = false,
            head => head["zip"] = "DEF",
            head => head["cty"] = "JWT",
            head => head["enc"] = "A256GCM",
            head => head["epk"] = Forge.AnotherPublicKey(),
            head => head["nonce"] = "x",
            head => head["Alg"] = "none",
        ];
        return odd.Select(change => forge.Bearer(change));
    }

    public static IEnumerable<string> Types(Forge forge) =>
        from typ in (JsonNode?[])
            [
                "JWT",
                "jwt",
                "at",
                "at+jwt ",
                "rt+jwt",
                "oi_reft+jwt",
                "oi_idt+jwt",
                "dpop+jwt",
                "secevent+jwt",
                "",
                null,
                1,
                new JsonArray("at+jwt"),
            ]
        select forge.Bearer(head => head["typ"] = typ?.DeepClone());
}
