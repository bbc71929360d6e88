using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>DELETE /api/security/userroles/{id}</c></summary>
public static class DeleteUserRole
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{UserRoles.Resource.Path}/{{id}}", Handle)
            .RequireRole(UserRoles.Resource.Role("Delete"))
            .WithMetadata(new Described(UserRoles.Resource.Name, Operation.Delete));

    private static Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        SaveUserRole save
    ) =>
        write.Delete(
            UserRoles.Resource,
            id,
            row => save.Delete(row, write.Caller, write.At, write.Cancelled)
        );
}
