using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>PUT /api/sys/users</c>, the id in the body or, as some clients do, in the path.</summary>
public static class UpdateUser
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = Users.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveUser save
    ) =>
        write.Update(
            Users.Resource,
            body.Without(nameof(UserRequest.NewPassword)),
            // What was tried as a password is not said back, so the answers know the body without it.
            stored => (UserBody.Read(body, stored, out var errors), errors),
            (before, asked) => save.Update(before, asked, write.Caller, write.At, write.Cancelled)
        );
}
