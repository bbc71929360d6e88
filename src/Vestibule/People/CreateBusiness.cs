using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Hosting;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>POST /api/sys/businesses</c>, for full unrestricted administrators: nobody else could see what they made.</summary>
public static class CreateBusiness
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(Businesses.Resource.Path, Handle)
            .RequireRole(Businesses.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(Businesses.Resource))
            .WithMetadata(new Described(Businesses.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveBusiness save,
        ApiSettings api
    )
    {
        if (!write.Caller.Grants.IsFull)
        {
            return Json.Message(
                api.MissingRoleStatus,
                "Only a full unrestricted administrator makes locations."
            );
        }

        return BusinessBody.Read(body, stored: null, out var errors) is { } asked
            ? await write.Create(
                Businesses.Resource,
                body,
                await save.Create(asked, write.Caller, write.At, write.Cancelled)
            )
            : Envelope.Refused(errors);
    }
}
