using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>PUT /api/spaces/coworkers</c>, the id in the body or, as some clients do, in the path.</summary>
public static class UpdateCoworker
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = Coworkers.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveCoworker save
    ) =>
        write.Update(
            Coworkers.Resource,
            body,
            stored => (CoworkerBody.Read(body, stored, out var errors), errors),
            (before, asked) => save.Update(before, asked, write.Caller, write.At, write.Cancelled)
        );
}
