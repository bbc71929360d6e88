using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

namespace Vestibule.Providers.StripeIdentity;

/// <summary><c>GET /api/vestibule/checks/{id}/stripe</c>: how a check stands with Stripe, for operators.</summary>
public static class ShowCase
{
    public const string Path = "/api/vestibule/checks/{id}/stripe";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Handle).RequireRole(CoworkerIdentityChecks.Resource.Role("Read"));

    private static async Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        HandIns handIns,
        FindCase find,
        FindAccount accounts
    )
    {
        if (
            !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await handIns.Find(number, write.Caller, write.Cancelled) is not { } handIn
        )
        {
            return Json.NotFound();
        }

        var view = await find.Run(number, write.Cancelled);
        var account = await accounts.For(handIn.Check.BusinessId, write.Cancelled);
        return Json.Ok(json => Write(json, handIn.Check, view, account));
    }

    private static void Write(
        Utf8JsonWriter json,
        IdentityCheck check,
        CaseView? view,
        StripeAccount? account
    )
    {
        var one = view?.Case;
        json.WriteStartObject();
        json.WriteNumber("CheckId", check.Id);
        json.WriteBoolean("SetUp", account is not null);
        json.WriteBoolean("Followed", one is { Stopped: false });
        json.WriteNumber("Tries", view?.Tries ?? 0);
        json.WriteBoolean(
            "MayTry",
            account is not null
                && check.VerificationStatus
                    is VerificationStatus.Pending
                        or VerificationStatus.Failed
                && one is not { Stopped: true }
                && (view?.MayTry(account) ?? true)
        );
        json.WriteString("LastErrorCode", one?.LastCode);
        json.WriteBoolean("NameDiffers", one?.NameDiffers ?? false);
        json.WriteString("Problem", one?.Problem);
        json.WriteString("CancelWantedOn", Text(one?.CancelWantedOn));
        json.WriteString("RedactWantedOn", Text(one?.RedactWantedOn));
        json.WriteString("RedactedOn", Text(one?.RedactedOn));
        json.WriteStartArray("Attempts");
        foreach (var attempt in view?.Attempts ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("Number", attempt.Number);
            json.WriteString("SessionId", attempt.SessionId);
            json.WriteString("Status", attempt.Status.ToString());
            json.WriteString("Redaction", attempt.Redaction.ToString());
            json.WriteString("BegunOn", Dates.Text(attempt.CreatedOn));
            json.WriteString("AskedOn", Text(attempt.SyncedOn));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Text(DateTimeOffset? at) => at is { } known ? Dates.Text(known) : null;
}
