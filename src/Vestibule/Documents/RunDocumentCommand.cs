using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary><c>GET …/commands</c> and <c>POST …/runcommand</c> of documents. A command judges the whole hand-in.</summary>
public static class RunDocumentCommand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = CoworkerIdentityCheckDocuments.Resource;
        routes
            .MapGet($"{resource.Path}/commands", List)
            .RequireRole(resource.Role("List"))
            .WithMetadata(new Described(resource.Name, Operation.ListCommands));
        routes
            .MapPost($"{resource.Path}/runcommand", Run)
            .RequireRole(resource.Role("Edit"))
            .AnsweredOnce(Repeatable.Parts)
            .WithMetadata(new Described(resource.Name, Operation.RunCommand));
    }

    private static async Task<IResult> List(
        HttpRequest request,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var seen = CoworkerIdentityCheckDocuments.Resource.SeenRows(db, caller.Grants);
        return await CheckCommands.ListFor(
            request,
            CheckCommands.All,
            ids =>
                seen.Where(d => ids.Contains(d.Id))
                    .Select(d => new CheckCommands.Standing(
                        d.IdentityCheck!.VerificationStatus,
                        d.IdentityCheck.IdentityCheckProvider
                    ))
                    .ToListAsync(cancelled)
        );
    }

    private static async Task<IResult> Run(
        Body body,
        Caller caller,
        VestibuleDb db,
        MoveCheck move,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (request, asked) = CheckCommands.Read(body, CheckCommands.All, out var refusal);
        if (request is null)
        {
            return refusal!;
        }

        var at = clock.Now();
        return await CommandRun.Moved(
            request.Ids,
            at,
            caller,
            async (id, asker) =>
            {
                var seen = CoworkerIdentityCheckDocuments.Resource.SeenRows(db, caller.Grants);
                var check = await seen.Where(d => d.Id == id)
                    .Select(d => (long?)d.IdentityCheckId)
                    .FirstOrDefaultAsync(cancelled);
                return check is { } known
                    ? await move.Run(known, asked!, asker, at, cancelled)
                    : new MoveOutcome.NotFound();
            }
        );
    }
}
