using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.Providers.StripeIdentity;

/// <summary><c>GET /api/vestibule/checks/{id}/stripe/files/{n}</c>: a link to one picture, told as a look.</summary>
public static class ShowPicture
{
    public const string Path = "/api/vestibule/checks/{id}/stripe/files/{n}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(Path, Handle)
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Read"));

    private static async Task<IResult> Handle(
        string id,
        string n,
        [AsParameters] WriteRequest write,
        OpenPicture open
    )
    {
        if (
            !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var check)
            || !int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return Json.NotFound();
        }

        return await open.Run(check, number, write.Caller, write.At, write.Cancelled) switch
        {
            OpenPicture.Outcome.Opened(var url, var until) => Json.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteString("Url", url.AbsoluteUri);
                json.WriteString("ExpiresOn", Dates.Text(until));
                json.WriteEndObject();
            }),
            OpenPicture.Outcome.Away => Json.Message(
                StatusCodes.Status503ServiceUnavailable,
                "Stripe could not be reached. Try again."
            ),
            OpenPicture.Outcome.NotJournaled(var why) => Answers.Conflict(why),
            _ => Json.NotFound(),
        };
    }
}
