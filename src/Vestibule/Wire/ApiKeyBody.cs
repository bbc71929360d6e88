using System.Text.Json;
using Vestibule.Access;

namespace Vestibule.Wire;

/// <summary>The body of creating an API key, and what is shown of the new key, this once.</summary>
public static class ApiKeyBody
{
    /// <summary>The key as it is wanted, or null and why not.</summary>
    /// <param name="caller">Whom it acts for when the body names nobody.</param>
    public static ApiKeyRequest? Read(
        Body body,
        long caller,
        DateTimeOffset at,
        out IReadOnlyList<FieldError> errors
    )
    {
        var read = new Reading(body);
        var asked = new ApiKeyRequest
        {
            Name = read.RequiredText("Name"),
            UserId = read.OptionalId("UserId") ?? caller,
            ExpiresOn = read.Instant("ExpiresOn"),
            Roles = UserRoleBody.Permissions(read),
            Businesses = read.Ids("Businesses"),
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        if (asked.ExpiresOn <= at)
        {
            read.Refuse("ExpiresOn", "lies in the past");
        }

        errors = read.Errors;
        return read.Failed ? null : asked;
    }

    public static Action<Utf8JsonWriter> Shown(ApiKey key, string secret) =>
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("Id", key.Id);
            json.WriteString("KeyId", key.KeyId);
            json.WriteString("Secret", secret);
            json.WriteEndObject();
        };
}
