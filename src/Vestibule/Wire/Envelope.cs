using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>
/// The answers of the API's write operations, byte for byte as its pages show them: a success carries every member
/// with <c>Errors</c> null, a refusal carries four and no <c>Status</c>. Creating answers 200, not 201.
/// </summary>
public static class Envelope
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The record was written; <paramref name="value"/> writes what goes into <c>Value</c>.</summary>
    /// <param name="deed"><c>created</c>, <c>updated</c> or <c>deleted</c>.</param>
    public static IResult Done(
        string entity,
        string deed,
        DateTimeOffset at,
        string by,
        Action<Utf8JsonWriter> value
    ) =>
        new Json(
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("Status", 200);
                json.WriteString("Message", $"{entity} was successfully {deed}.");
                json.WritePropertyName("Value");
                value(json);
                json.WriteBoolean("OpenInDialog", false);
                json.WriteBoolean("OpenInWindow", false);
                json.WriteNull("RedirectURL");
                json.WriteNull("JavaScript");
                json.WriteString("UpdatedOn", Dates.Text(at));
                json.WriteString("UpdatedBy", by);
                json.WriteNull("Errors");
                json.WriteBoolean("WasSuccessful", true);
                json.WriteEndObject();
            }
        );

    /// <summary>Members that cannot be taken: 400, or what <paramref name="status"/> says.</summary>
    public static IResult Refused(
        IEnumerable<FieldError> errors,
        int status = StatusCodes.Status400BadRequest
    )
    {
        var all = errors.ToList();
        return new Json(status, json => WriteRefusal(json, string.Join("; ", all), all));
    }

    /// <summary>A command that did what it was asked.</summary>
    /// <param name="opens">Where whoever asked may go on.</param>
    public static IResult Ran(long id, DateTimeOffset at, string by, Uri? opens = null) =>
        new Json(
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("Status", 200);
                json.WriteString("Message", "The command was run correctly.");
                json.WritePropertyName("Value");
                IdOnly(id)(json);
                json.WriteString("RedirectURL", opens?.AbsoluteUri);
                json.WriteString("UpdatedOn", Dates.Text(at));
                json.WriteString("UpdatedBy", by);
                json.WriteNull("Errors");
                json.WriteBoolean("WasSuccessful", true);
                json.WriteEndObject();
            }
        );

    /// <summary>A command that did not do what it was asked: HTTP 200 with <c>WasSuccessful</c> false.</summary>
    public static IResult NotRun(string message) =>
        new Json(
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("Status", 200);
                json.WriteString("Message", message);
                json.WriteNull("Value");
                json.WriteNull("Errors");
                json.WriteBoolean("WasSuccessful", false);
                json.WriteEndObject();
            }
        );

    /// <summary>A record that cannot be deleted: HTTP 500, as the API answers a refused delete.</summary>
    public static IResult NotDeleted(string why) =>
        new Json(
            StatusCodes.Status500InternalServerError,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("Status", 500);
                json.WriteString("Message", $"An error occurred while deleting the record. {why}");
                json.WriteNull("Value");
                json.WriteNull("RedirectURL");
                json.WriteNull("UpdatedOn");
                json.WriteNull("UpdatedBy");
                json.WriteNull("Errors");
                json.WriteBoolean("WasSuccessful", false);
                json.WriteEndObject();
            }
        );

    /// <summary><c>{"Id": n}</c>, all that a caller sees who may write but not read.</summary>
    public static Action<Utf8JsonWriter> IdOnly(long id) =>
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("Id", id);
            json.WriteEndObject();
        };

    internal static void WriteRefusal(
        Utf8JsonWriter json,
        string message,
        IEnumerable<FieldError> errors
    )
    {
        json.WriteStartObject();
        json.WriteString("Message", message);
        json.WriteNull("Value");
        json.WriteStartArray("Errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WritePropertyName("AttemptedValue");
            WriteAttempted(json, error.Attempted);
            json.WriteString("Message", error.Message);
            json.WriteString("PropertyName", error.Property);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("WasSuccessful", false);
        json.WriteEndObject();
    }

    private static void WriteAttempted(Utf8JsonWriter json, JsonElement? attempted)
    {
        if (attempted is { ValueKind: not JsonValueKind.Undefined } sent)
        {
            sent.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
