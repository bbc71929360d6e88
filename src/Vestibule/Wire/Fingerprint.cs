using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>
/// What is the same about two requests that ask for the same: 32 bytes over the query and the body in one canonical
/// form. Order, spacing, escapes and the case of member names do not count; values do. Bodies hold passwords and what is
/// known of people, so it takes a secret of the network to try guesses against what is kept.
/// </summary>
public static class Fingerprint
{
    public static byte[] Of(ReadOnlySpan<byte> secret, Body body, string query)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(query);
            Write(json, body.Members.Select(member => (member.Key, member.Value)));
            json.WriteEndArray();
        }

        return HMACSHA256.HashData(secret, buffer.WrittenSpan);
    }

    /// <summary>Names a keyed request: the same key of another caller, or on another route, is another key.</summary>
    /// <param name="caller">
    /// The user and the API key it signed in with: two programs of one user count their requests apart.
    /// </param>
    /// <param name="path">Address of the route.</param>
    public static byte[] OfKey(
        ReadOnlySpan<byte> secret,
        (long User, long? ApiKey) caller,
        string path,
        string key
    ) => Named(secret, $"{caller.User}/{caller.ApiKey}", path, key);

    /// <summary>The same of a caller nobody knows: strangers share no keys, so what is asked for is part of the name.</summary>
    public static byte[] OfStrangersKey(
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> fingerprint,
        string path,
        string key
    ) => Named(secret, Convert.ToHexString(fingerprint), path, key);

    private static byte[] Named(
        ReadOnlySpan<byte> secret,
        string caller,
        string path,
        string key
    ) =>
        HMACSHA256.HashData(
            secret,
            Encoding.UTF8.GetBytes($"{caller}\n{path.TrimEnd('/').ToUpperInvariant()}\n{key}")
        );

    private static void Write(Utf8JsonWriter json, IEnumerable<(string Name, JsonElement)> members)
    {
        json.WriteStartObject();
        foreach (
            var (name, value) in members
                .Select(member => (Name: member.Name.ToUpperInvariant(), member.Item2))
                .OrderBy(member => member.Name, StringComparer.Ordinal)
        )
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Write(json, value.EnumerateObject().Select(member => (member.Name, member.Value)));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.GetString());
                break;
            default:
                json.WriteRawValue(value.GetRawText());
                break;
        }
    }
}
