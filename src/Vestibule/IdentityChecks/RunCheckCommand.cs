using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary><c>GET …/commands</c> and <c>POST …/runcommand</c> of checks.</summary>
public static class RunCheckCommand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = CoworkerIdentityChecks.Resource;
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
        var seen = CoworkerIdentityChecks.Resource.SeenRows(db, caller.Grants);
        return await CheckCommands.ListFor(
            request,
            ids =>
                seen.Where(c => ids.Contains(c.Id))
                    .Select(c => c.VerificationStatus)
                    .ToListAsync(cancelled)
        );
    }

    private static async Task<IResult> Run(
        Body body,
        Caller caller,
        MoveCheck move,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (request, asked) = CheckCommands.Read(body, out var refusal);
        if (request is null)
        {
            return refusal!;
        }

        var at = clock.Now();
        return await CommandRun.Each(
            request.Ids,
            at,
            caller,
            (id, asker) => move.Run(id, asked!, asker, at, cancelled)
        );
    }
}
