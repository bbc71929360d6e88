using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Providers.StripeIdentity;

/// <summary><c>PUT /api/vestibule/businesses/{id}/stripe</c>: what is left out stays.</summary>
public static class PutStripeAccount
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(StripeAccountBody.Path, Handle).RequireRole(Businesses.Resource.Role("Edit"));

    private static async Task<IResult> Handle(
        string id,
        Body body,
        [AsParameters] WriteRequest write,
        FindAccount find,
        SaveAccount save
    )
    {
        if (await StripeAccountBody.Location(id, write) is not { } business)
        {
            return Json.NotFound();
        }

        if (StripeAccountBody.Read(body, out var errors) is not { } asked)
        {
            return Envelope.Refused(errors);
        }

        var saved = await save.Run(business, asked, write.Caller, write.At, write.Cancelled);
        return saved is Saved<StripeAccount>.Done(var row)
            ? Envelope.Done(
                StripeAccountBody.Entity,
                "updated",
                write.At,
                write.Caller.Actor.Name,
                StripeAccountRecord.Shown(business, row, await find.For(business, write.Cancelled))
            )
            // A secret is not said back, whatever is wrong with it.
            : WriteRequest.Refusal(saved, Body.Empty);
    }
}
