using System.Globalization;
using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>
/// Takes members out of a body one by one, in the order errors are to be told, and collects what is wrong. Numbers,
/// booleans and enums may come as strings, enums also by name; null and absent are the same.
/// </summary>
public sealed class Reading(Body body)
{
    public const int LongestName = 256;
    public const int LongestText = 8000;
    public const int LongestAddress = 2048;

    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public bool Failed => errors.Count > 0;

    public bool Has(string member) => body.Has(member);

    /// <summary>A pointer that must be there; 0 is what the API's own examples send for nothing.</summary>
    public long RequiredId(string member) =>
        OptionalId(member) ?? (IsRefused(member) ? 0 : Refuse(member, FieldError.Required, 0L));

    /// <summary>A pointer that may be left out; 0 means none.</summary>
    public long? OptionalId(string member)
    {
        if (Scalar(member) is not { } raw)
        {
            return null;
        }

        return long.TryParse(
            raw,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? (id == 0 ? null : id)
            : Refuse<long?>(member, WireTypes.Id.Refusal(raw), null);
    }

    public string RequiredText(string member, int longest = LongestName) =>
        Scalar(member) is { } raw && raw.Trim().Length > 0 ? Capped(member, raw, longest)
        : IsRefused(member) ? ""
        : Refuse(member, FieldError.Required, "");

    /// <summary>Text, null when absent or empty.</summary>
    public string? Text(string member, int longest = LongestText) =>
        Scalar(member) is { } raw ? Capped(member, raw, longest) : null;

    public bool? Flag(string member) => Value(member, WireTypes.Flag);

    /// <summary>A known member of the enum by number or name, or null when absent.</summary>
    public E? Enum<E>(string member)
        where E : struct, Enum => Value(member, WireTypes.Number<E>());

    public DateOnly? Date(string member) => Value(member, WireTypes.Date);

    public DateTimeOffset? Instant(string member) => Value(member, WireTypes.At);

    public Guid? Key(string member) => Value(member, WireTypes.Key);

    /// <summary>A list of ids, null when absent.</summary>
    public IReadOnlyList<long>? Ids(string member)
    {
        if (IsAbsent(member))
        {
            return null;
        }

        var sent = body[member];
        var raw = sent.ValueKind is JsonValueKind.Array or JsonValueKind.String
            ? sent.ToString().Replace("\"", "", StringComparison.Ordinal)
            : "?";
        return IdList.TryRead(raw, out var ids)
            ? ids
            : Refuse<IReadOnlyList<long>?>(member, IdList.Refusal(raw), null);
    }

    /// <summary>A list of texts, null when absent.</summary>
    public IReadOnlyList<string>? Texts(string member)
    {
        if (IsAbsent(member))
        {
            return null;
        }

        return
            body[member] is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(t => t.GetString()!)]
            : Refuse<IReadOnlyList<string>?>(member, "is not a list of texts", null);
    }

    public string? Custom()
    {
        const string member = "CustomFields";
        return CustomFields.TryRead(body[member], out var canonical)
            ? canonical
            : Refuse<string?>(
                member,
                "is not of the form {\"Data\":[{\"Name\":…,\"Value\":…,\"Type\":…}]}",
                null
            );
    }

    public V Refuse<V>(string member, string why, V instead)
    {
        Refuse(member, why);
        return instead;
    }

    public void Refuse(string member, string why) =>
        errors.Add(new FieldError(member, why, body.Has(member) ? body[member] : null));

    private V? Value<V>(string member, WireType<V> type)
        where V : struct =>
        Scalar(member) is not { } raw ? null
        : type.TryParse(raw, out var value) ? value
        : Refuse<V?>(member, type.Refusal(raw), null);

    private bool IsRefused(string member) => errors.Exists(e => e.Property == member);

    private bool IsAbsent(string member) =>
        body[member].ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private string? Scalar(string member)
    {
        var sent = body[member];
        switch (sent.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.Object or JsonValueKind.Array:
                return Refuse<string?>(member, "is not a single value", null);
            case JsonValueKind.String:
                return sent.GetString() is { Length: > 0 } text ? text : null;
            default:
                return sent.GetRawText();
        }
    }

    private string Capped(string member, string text, int longest) =>
        text.Length > longest ? Refuse(member, $"is longer than {longest} characters", "")
        : text.Contains('\0', StringComparison.Ordinal) ? Refuse(member, FieldError.Nul, "")
        : text;
}
