using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary><c>DELETE /api/spaces/coworkeridentitychecks/{id}</c></summary>
public static class DeleteIdentityCheck
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{CoworkerIdentityChecks.Resource.Path}/{{id}}", Handle)
            .RequireRole(CoworkerIdentityChecks.Resource.Role("Delete"))
            .WithMetadata(new Described(CoworkerIdentityChecks.Resource.Name, Operation.Delete));

    private static async Task<IResult> Handle(
        string id,
        Caller caller,
        DeleteCheck delete,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var at = clock.Now();
        DeleteCheck.Outcome outcome = long.TryParse(id, out var number)
            ? await delete.Run(number, caller, at, cancelled)
            : new DeleteCheck.Outcome.NotFound();
        return outcome switch
        {
            DeleteCheck.Outcome.Tried(Written.Done) => answers.Deleted(
                CoworkerIdentityChecks.Resource,
                number,
                at,
                caller
            ),
            DeleteCheck.Outcome.Tried(var written) => Answers.Conflict(written),
            DeleteCheck.Outcome.NotYet(var why) => Envelope.NotDeleted(why),
            _ => Json.NotFound(),
        };
    }
}
