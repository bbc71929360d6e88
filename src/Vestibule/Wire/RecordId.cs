using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>Which record a PUT is for: the contract puts the id in the body, some clients put it in the path as well.</summary>
public static class RecordId
{
    /// <summary>The id, or null and the answer that says what is wrong with it.</summary>
    public static long? Read(HttpRequest request, Body body, out IResult? refusal)
    {
        refusal = null;
        var read = new Reading(body);
        if (request.RouteValues["id"] is string inPath)
        {
            if (!long.TryParse(inPath, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                refusal = Json.NotFound();
                return null;
            }

            if (read.OptionalId("Id") is { } other && other != id)
            {
                refusal = Envelope.Refused([
                    new FieldError("Id", "is not the one in the address", body["Id"]),
                ]);
                return null;
            }

            return id;
        }

        var named = read.RequiredId("Id");
        refusal = read.Failed ? Envelope.Refused(read.Errors) : null;
        return read.Failed ? null : named;
    }

    /// <summary>Unknown and foreign ids alike: a field error in a body, 404 in an address.</summary>
    public static IResult NotFound(HttpRequest request, Body body) =>
        request.RouteValues.ContainsKey("id")
            ? Json.NotFound()
            : Envelope.Refused([new FieldError("Id", FieldError.NotFound, body["Id"])]);
}
