using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.Providers.StripeIdentity;

/// <summary><c>POST /api/vestibule/businesses/{id}/stripe/check</c>: asks Stripe what the key in use may do.</summary>
public static class VerifyStripeAccount
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost($"{StripeAccountBody.Path}/check", Handle)
            .RequireRole(Businesses.Resource.Role("Edit"));

    private static async Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        FindAccount find,
        JudgeKey judge
    )
    {
        if (await StripeAccountBody.Location(id, write) is not { } business)
        {
            return Json.NotFound();
        }

        var own = await find.Own(business, write.Cancelled);
        var used = own is { SealedKey: not null, UsesNetwork: false }
            ? own
            : await find.For(business, write.Cancelled);
        if (used is null)
        {
            return Envelope.Refused([
                new FieldError("RestrictedKey", "is needed before Stripe can be asked"),
            ]);
        }

        var verdict = await judge.Run(used, write.Cancelled);
        return Json.Ok(json => Write(json, verdict, used));
    }

    private static void Write(Utf8JsonWriter json, KeyVerdict verdict, StripeAccount account)
    {
        json.WriteStartObject();
        json.WriteBoolean("Fit", verdict.IsFit);
        json.WriteString("Mode", account.Live ? "live" : "test");
        json.WriteBoolean("Reached", verdict.Reached);
        json.WriteBoolean("KeyIsKnown", verdict.Known);
        json.WriteBoolean("ReadsSessions", verdict.ReadsSessions);
        json.WriteBoolean("WritesSessions", verdict.WritesSessions);
        json.WriteBoolean("ReadsNumbers", verdict.ReadsNumbers);
        json.WriteBoolean("MakesFileLinks", verdict.MakesFileLinks);
        json.WriteBoolean("MayTooMuch", verdict.TooMuch);
        json.WriteStartArray("Advice");
        foreach (var advice in verdict.Advice(account))
        {
            json.WriteStringValue(advice);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
