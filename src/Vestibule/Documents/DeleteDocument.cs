using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary><c>DELETE /api/spaces/coworkeridentitycheckdocuments/{id}</c></summary>
public static class DeleteDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{CoworkerIdentityCheckDocuments.Resource.Path}/{{id}}", Handle)
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Delete"))
            .WithMetadata(
                new Described(CoworkerIdentityCheckDocuments.Resource.Name, Operation.Delete)
            );

    private static async Task<IResult> Handle(
        string id,
        Caller caller,
        ChangeDocument change,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (!long.TryParse(id, out var number))
        {
            return Json.NotFound();
        }

        var at = clock.Now();
        var outcome = await change.Remove(number, caller, at, cancelled);
        return outcome is DocumentOutcome.Done
            ? answers.Deleted(CoworkerIdentityCheckDocuments.Resource, number, at, caller)
            : DocumentAnswers.Of(outcome, null, Json.NotFound());
    }
}
