using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>DELETE /api/spaces/coworkers/{id}</c></summary>
public static class DeleteCoworker
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{Coworkers.Resource.Path}/{{id}}", Handle)
            .RequireRole(Coworkers.Resource.Role("Delete"))
            .WithMetadata(new Described(Coworkers.Resource.Name, Operation.Delete));

    private static Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        SaveCoworker save
    ) =>
        write.Delete(
            Coworkers.Resource,
            id,
            row => save.Delete(row, write.Caller, write.At, write.Cancelled)
        );
}
