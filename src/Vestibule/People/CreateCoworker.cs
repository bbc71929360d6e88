using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>POST /api/spaces/coworkers</c></summary>
public static class CreateCoworker
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(Coworkers.Resource.Path, Handle)
            .RequireRole(Coworkers.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(Coworkers.Resource))
            .WithMetadata(new Described(Coworkers.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveCoworker save
    ) =>
        CoworkerBody.Read(body, stored: null, out var errors) is { } asked
            ? await write.Create(
                Coworkers.Resource,
                body,
                await save.Create(asked, write.Caller, write.At, write.Cancelled)
            )
            : Envelope.Refused(errors);
}
