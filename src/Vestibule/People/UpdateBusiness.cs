using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>PUT /api/sys/businesses</c>, the id in the body or, as some clients do, in the path.</summary>
public static class UpdateBusiness
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = Businesses.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveBusiness save
    ) =>
        write.Update(
            Businesses.Resource,
            body,
            stored => (BusinessBody.Read(body, stored, out var errors), errors),
            (before, asked) => save.Update(before, asked, write.Caller, write.At, write.Cancelled)
        );
}
