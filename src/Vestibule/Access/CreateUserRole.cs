using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>POST /api/security/userroles</c></summary>
public static class CreateUserRole
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(UserRoles.Resource.Path, Handle)
            .RequireRole(UserRoles.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(UserRoles.Resource))
            .WithMetadata(new Described(UserRoles.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveUserRole save
    ) =>
        UserRoleBody.Read(body, stored: null, out var errors) is { } asked
            ? await write.Create(
                UserRoles.Resource,
                body,
                await save.Create(asked, write.Caller, write.At, write.Cancelled)
            )
            : Envelope.Refused(errors);
}
