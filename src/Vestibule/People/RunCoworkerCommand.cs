using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary><c>GET …/commands</c> and <c>POST …/runcommand</c> of coworkers, who have no commands.</summary>
public static class RunCoworkerCommand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = Coworkers.Resource;
        routes
            .MapGet($"{resource.Path}/commands", () => Command.List([]))
            .RequireRole(resource.Role("List"))
            .WithMetadata(new Described(resource.Name, Operation.ListCommands));
        routes
            .MapPost($"{resource.Path}/runcommand", Run)
            .RequireRole(resource.Role("Edit"))
            .AnsweredOnce(Repeatable.Parts)
            .WithMetadata(new Described(resource.Name, Operation.RunCommand));
    }

    private static IResult Run(Body body)
    {
        CommandRequest.Read(body, [], out var errors);
        return Envelope.Refused(errors);
    }
}
