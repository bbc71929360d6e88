using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.Providers.StripeIdentity;

/// <summary><c>GET /api/vestibule/businesses/{id}/stripe</c>: the settings, secrets by their last four characters.</summary>
public static class GetStripeAccount
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(StripeAccountBody.Path, Handle).RequireRole(Businesses.Resource.Role("Read"));

    private static async Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        FindAccount find
    )
    {
        if (await StripeAccountBody.Location(id, write) is not { } business)
        {
            return Json.NotFound();
        }

        var (own, used) = (
            await find.Own(business, write.Cancelled),
            await find.For(business, write.Cancelled)
        );
        return Json.Ok(StripeAccountRecord.Shown(business, own, used));
    }
}
