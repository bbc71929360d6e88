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
        routes.MapGet($"{resource.Path}/commands", List).RequireRole(resource.Role("List")).WithMetadata(new Described(resource.Name, Operation.ListCommands));
        routes.MapPost($"{resource.Path}/runcommand", Run).RequireRole(resource.Role("Edit")).WithMetadata(new Described(resource.Name, Operation.RunCommand));
    }

    private static async Task<IResult> List(HttpRequest request, Caller caller, VestibuleDb db, CancellationToken cancelled)
    {
        if (request.Query["id"].ToString() is not { Length: > 0 } raw || !IdList.TryRead(raw, out var ids))
        {
            return Command.List(CheckCommands.All);
        }

        var statuses = await CoworkerIdentityChecks
            .Resource.SeenRows(db, caller.Grants)
            .Where(c => ids.Contains(c.Id))
            .Select(c => c.VerificationStatus)
            .ToListAsync(cancelled);
        return Command.List(CheckCommands.All.Where(command => statuses.TrueForAll(status => CheckCommands.Applies(command, status))));
    }

    private static async Task<IResult> Run(Body body, Caller caller, MoveCheck move, TimeProvider clock, CancellationToken cancelled)
    {
        if (CommandRequest.Read(body, CheckCommands.All, out var errors) is not { } request)
        {
            return Envelope.Refused(errors);
        }

        if (CheckCommands.Read(request, out var error) is not { } asked)
        {
            return Envelope.Refused([error!]);
        }

        var at = clock.Now();
        return await CommandRun.Each(request.Ids, at, caller, id => move.Run(id, asked, caller, at, cancelled));
    }
}
