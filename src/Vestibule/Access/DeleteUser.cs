using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>DELETE /api/sys/users/{id}</c></summary>
public static class DeleteUser
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{Users.Resource.Path}/{{id}}", Handle)
            .RequireRole(Users.Resource.Role("Delete"))
            .WithMetadata(new Described(Users.Resource.Name, Operation.Delete));

    private static Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        RemoveUser remove
    ) =>
        write.Delete(
            Users.Resource,
            id,
            row => remove.Delete(row, write.Caller, write.At, write.Cancelled)
        );
}
