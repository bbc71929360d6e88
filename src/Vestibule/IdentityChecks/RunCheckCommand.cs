using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Hosting;
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
            CheckCommands.OfChecks,
            ids =>
                seen.Where(c => ids.Contains(c.Id))
                    .Select(c => new CheckCommands.Standing(
                        c.VerificationStatus,
                        c.IdentityCheckProvider
                    ))
                    .ToListAsync(cancelled)
        );
    }

    private static async Task<IResult> Run(
        Body body,
        Caller caller,
        HttpRequest http,
        MoveCheck move,
        IEnumerable<AddedCommand> added,
        Settings settings,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (request, asked) = CheckCommands.Read(body, CheckCommands.OfChecks, out var refusal);
        if (request is null)
        {
            return refusal!;
        }

        var at = clock.Now();
        if (asked is null)
        {
            var run = added.First(one => one.Key == request.Command.Key).Run;
            return await CommandRun.Added(
                request,
                at,
                caller,
                (id, asker) =>
                    run(new CommandCall(id, request, asker, settings.OriginOf(http), at), cancelled)
            );
        }

        return await CommandRun.Moved(
            request.Ids,
            at,
            caller,
            (id, asker) => move.Run(id, asked, asker, at, cancelled)
        );
    }
}
