using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>Members that are lists.</summary>
internal static class Arrays
{
    public static void WriteIds(this Utf8JsonWriter json, IEnumerable<long> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void WriteIdsOrNull(this Utf8JsonWriter json, IEnumerable<long>? ids)
    {
        if (ids is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteIds(ids);
        }
    }

    public static void WriteTextsOrNull(this Utf8JsonWriter json, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteTexts(texts);
        }
    }
}
