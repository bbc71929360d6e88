using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Vestibule.Tests.Access;

/// <summary>Tokens with a wrong signature, wrong claims, or the wrong shape.</summary>
internal static class ForgedBodies
{
    public static IEnumerable<string> Signatures(Forge forge)
    {
        var order = Convert.FromHexString(
            "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
        );
        byte[] one = [.. new byte[31], 1];
        Func<byte[], byte[]>[] worse =
        [
            _ => new byte[64],
            _ => [.. one, .. new byte[32]],
            _ => [.. new byte[32], .. one],
            _ => [.. one, .. one],
            _ => [.. order, .. order],
            _ => [.. Enumerable.Repeat((byte)0xFF, 64)],
            _ => new byte[1],
            _ => [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00],
            forge.ByOwnKeyInDer,
            text => forge.ByOwnKey(text)[..63],
            text => forge.ByOwnKey(text)[..32],
            text => [.. forge.ByOwnKey(text), 0],
            text => [.. forge.ByOwnKey(text), .. forge.ByOwnKey(text)],
            text => [.. forge.ByOwnKey(text)[32..], .. forge.ByOwnKey(text)[..32]],
            text => forge.ByOwnKey(text[..^1]),
            text => forge.ByOwnKey(SHA256.HashData(text)),
            text => [.. SHA256.HashData(text), .. SHA256.HashData(text)],
        ];
        return
        [
            .. worse.Select(sign => forge.Bearer(sign: sign)),
            forge.Bearer(body: body => body["sub"] = "2", sign: _ => forge.SignatureOfAnother),
        ];
    }

    public static IEnumerable<string> Twice(Forge forge)
    {
        string With(string json, string first) => $"{{{first},{json[1..]}";
        string[] heads =
        [
            "\"alg\":\"none\"",
            "\"typ\":\"JWT\"",
            "\"kid\":\"x\"",
            "\"alg\":\"ES256\"",
        ];
        string[] bodies =
        [
            "\"sub\":\"2\"",
            "\"iss\":\"urn:somebody\"",
            "\"aud\":\"somebody\"",
            "\"exp\":1",
            "\"exp\":99999999999",
            "\"stp\":\"0000000000000000\"",
        ];
        return
        [
            .. heads.Select(head => forge.Raw(With(forge.Head, head), forge.Body)),
            .. heads.Select(head => forge.Raw($"{forge.Head[..^1]},{head}}}", forge.Body)),
            .. bodies.Select(body => forge.Raw(forge.Head, With(forge.Body, body))),
            .. bodies.Select(body => forge.Raw(forge.Head, $"{forge.Body[..^1]},{body}}}")),
        ];
    }

    public static IEnumerable<string> Claims(Forge forge)
    {
        (string Claim, JsonNode? Value)[] worse =
        [
            ("iss", "urn:VESTIBULE"),
            ("iss", ""),
            ("iss", null),
            ("iss", new JsonArray("urn:somebody")),
            ("aud", new JsonArray("somebody", "else")),
            ("aud", new JsonArray()),
            ("aud", ""),
            ("exp", -1),
            ("exp", 0),
            ("exp", "tomorrow"),
            ("exp", null),
            ("exp", new JsonArray(99999999999)),
            ("nbf", 99999999999),
            ("sub", "0"),
            ("sub", "-1"),
            ("sub", "1 OR 1=1"),
            ("sub", "1.0"),
            ("sub", "9223372036854775808"),
            ("sub", null),
            ("sub", new JsonObject()),
            ("stp", ""),
            ("stp", null),
            ("stp", new JsonArray()),
            ("vk", "vk_000000000000000000000000"),
            ("vk", "' OR 1=1 --"),
            ("vk", ""),
        ];
        return worse.Select(claim =>
            forge.Bearer(body: body => body[claim.Claim] = claim.Value?.DeepClone())
        );
    }

    public static IEnumerable<string> Bodies(Forge forge) =>
        (
            (string[])["", "null", "1", "\"text\"", "[]", "{}", "{", "{\"sub\":\"1\"}", "\u0000"]
        ).Select(body => forge.Raw(forge.Head, body));

    public static IEnumerable<string> Shapes(Forge forge)
    {
        var good = forge.Bearer()["Bearer ".Length..];
        var parts = good.Split('.');
        var encrypted = Forge.Encoded("""{"alg":"dir","enc":"A256GCM","typ":"at+jwt"}""");
        var nested = forge.Raw("""{"alg":"none","cty":"JWT","typ":"at+jwt"}""", good, _ => []);
        string[] shapes =
        [
            "",
            ".",
            "..",
            "...",
            "....",
            $"{parts[0]}.{parts[1]}",
            $"{parts[0]}.{parts[1]}.",
            $".{parts[1]}.{parts[2]}",
            $"{parts[0]}..{parts[2]}",
            $"{good}.",
            $".{good}",
            $"{good}.{parts[2]}",
            $"{parts[1]}.{parts[0]}.{parts[2]}",
            $"{encrypted}...{parts[1]}.",
            $"{encrypted}..AAAAAAAAAAAAAAAA.{parts[1]}.AAAAAAAAAAAAAAAAAAAAAA",
            $"{parts[0]}..AAAAAAAAAAAAAAAA.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{Forge.Encoded(good)}.{parts[2]}",
            good.Replace('.', ','),
            $"Bearer {good}",
            Convert.ToBase64String(Encoding.ASCII.GetBytes(good)),
            new string('A', 5000),
            $"{good}{new string('A', 4096)}",
        ];
        return
        [
            .. shapes.Select(shape => $"Bearer {shape}"),
            nested,
            forge.Raw("""{"alg":"ES256","cty":"JWT","typ":"at+jwt"}""", good),
            forge.Bearer(head => head["cty"] = "at+jwt", body => body["jwt"] = good),
        ];
    }
}
