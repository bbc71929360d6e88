using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>
/// What is the same about two requests that ask for the same: SHA-256 of the query and of the body in one canonical
/// form. Order, spacing, escapes and the case of member names do not count; values do.
/// </summary>
public static class Fingerprint
{
    public static byte[] Of(Body body, string query)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(query);
            Write(json, body.Members.Select(member => (member.Key, member.Value)));
            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>Names a keyed request: the same key of another caller, or on another route, is another key.</summary>
    public static byte[] OfKey(long userId, string route, string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}\n{route}\n{key}"));

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
