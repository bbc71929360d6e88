using System.Linq.Expressions;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vestibule.Wire;

/// <summary>
/// The caller's own members: <c>{"Data":[{"Name":…,"Value":…,"Type":…}]}</c>, kept as one canonical JSON text so that
/// a value can be found by the text around it.
/// </summary>
public static class CustomFields
{
    public const int Most = 100;
    public const int LongestText = 4000;

    private static readonly JsonSerializerOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Canonical text of what was sent, null for nothing; false when it is not of the documented shape.</summary>
    public static bool TryRead(JsonElement sent, out string? canonical)
    {
        canonical = null;
        if (sent.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return true;
        }

        if (sent.ValueKind != JsonValueKind.Object || !Member(sent, "Data", out var data))
        {
            return sent.ValueKind == JsonValueKind.Object;
        }

        if (data.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() > Most)
        {
            return false;
        }

        var entries = new JsonArray();
        foreach (var entry in data.EnumerateArray())
        {
            if (
                entry.ValueKind != JsonValueKind.Object
                || Text(entry, "Name") is not { Length: > 0 and <= LongestText } name
            )
            {
                return false;
            }

            var (value, type) = (Text(entry, "Value"), Text(entry, "Type"));
            if (value?.Length > LongestText || type?.Length > LongestText)
            {
                return false;
            }

            entries.Add(
                new JsonObject
                {
                    ["Name"] = name,
                    ["Value"] = value,
                    ["Type"] = type ?? "string",
                }
            );
        }

        canonical =
            entries.Count == 0
                ? null
                : new JsonObject { ["Data"] = entries }.ToJsonString(Canonical);
        return true;
    }

    /// <summary>Rows in which the member <paramref name="name"/> has this value.</summary>
    public static Expression<Func<T, bool>> Holding<T>(string name, string value)
        where T : class, IRecord
    {
        var wanted = $"{{\"Name\":{Quoted(name)},\"Value\":{Quoted(value)},";
        var custom = Members.Of<T, string?>(nameof(IRecord.CustomFields));
        var contains = Expression.Call(
            custom.Body,
            nameof(string.Contains),
            null,
            Captured.Value(wanted)
        );
        return Expression.Lambda<Func<T, bool>>(contains, custom.Parameters);
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Canonical);

    private static string? Text(JsonElement entry, string name) =>
        !Member(entry, name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    private static bool Member(JsonElement owner, string name, out JsonElement value)
    {
        foreach (var member in owner.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = member.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
