using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>POST /api/sys/users</c></summary>
public static class CreateUser
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(Users.Resource.Path, Handle)
            .RequireRole(Users.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(Users.Resource))
            .WithMetadata(new Described(Users.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveUser save
    ) =>
        UserBody.Read(body, stored: null, out var errors) is { } asked
            ? await write.Create(
                Users.Resource,
                body,
                await save.Create(asked, write.Caller, write.At, write.Cancelled)
            )
            : Envelope.Refused(errors);
}
