using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>PUT /api/security/userroles</c>, the id in the body or, as some clients do, in the path.</summary>
public static class UpdateUserRole
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = UserRoles.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveUserRole save
    ) =>
        write.Update(
            UserRoles.Resource,
            body,
            stored => (UserRoleBody.Read(body, stored, out var errors), errors),
            (before, asked) => save.Update(before, asked, write.Caller, write.At, write.Cancelled)
        );
}
