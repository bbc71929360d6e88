using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>DELETE /api/vestibule/users/{id}/readyroles/{groupId}</c>: takes away a group a user holds.</summary>
internal static class DeleteGivenRole
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/vestibule/users/{id}/readyroles/{groupId}", Handle)
            .RequireRole(Users.Resource.Role("Edit"));

    private static async Task<IResult> Handle(
        string id,
        string groupId,
        [AsParameters] WriteRequest write,
        TakeRole take
    ) =>
        long.TryParse(id, out var user)
        && long.TryParse(groupId, out var group)
        && await write.Find(Users.Resource, user) is { } seen
        && seen.UserRoles.Exists(held => held.UserRoleId == group)
            ? await write.Delete(
                Users.Resource,
                id,
                row => take.Run(row, group, write.Caller, write.At, write.Cancelled),
                "ReadyRole"
            )
            : Json.NotFound();
}
