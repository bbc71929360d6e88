using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary><c>POST /api/spaces/coworkeridentitychecks</c></summary>
public static class CreateIdentityCheck
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(CoworkerIdentityChecks.Resource.Path, Handle)
            .RequireRole(CoworkerIdentityChecks.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(CoworkerIdentityChecks.Resource))
            .WithMetadata(new Described(CoworkerIdentityChecks.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        Caller caller,
        OpenChecks open,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (
            CoworkerIdentityCheckBody.ReadCreate(
                body,
                imports: caller.Grants.IsFull,
                out var errors
            )
            is not { } request
        )
        {
            return Envelope.Refused(errors);
        }

        return await open.Run(request, caller, clock.Now(), cancelled) switch
        {
            OpenChecks.Outcome.Opened(var checks) => answers.Created(
                CoworkerIdentityChecks.Resource,
                checks[0],
                caller
            ),
            OpenChecks.Outcome.NoBusiness => Refused(body, "BusinessId", FieldError.NotFound),
            OpenChecks.Outcome.NoCoworker => Refused(body, "CoworkerId", FieldError.NotFound),
            OpenChecks.Outcome.Elsewhere => Refused(
                body,
                "BusinessId",
                "is not one of the coworker's locations"
            ),
            OpenChecks.Outcome.NotWritten(var why) => Answers.Conflict(why),
            _ => throw new UnreachableException(),
        };
    }

    private static IResult Refused(Body body, string member, string why) =>
        Envelope.Refused([new FieldError(member, why, body[member])]);
}
