using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary><c>POST /api/spaces/coworkeridentitycheckdocuments</c></summary>
public static class CreateDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(CoworkerIdentityCheckDocuments.Resource.Path, Handle)
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.Created(CoworkerIdentityCheckDocuments.Resource))
            .WithMetadata(
                new Described(CoworkerIdentityCheckDocuments.Resource.Name, Operation.Create)
            );

    private static async Task<IResult> Handle(
        Body body,
        Caller caller,
        AddDocument add,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (CoworkerIdentityCheckDocumentBody.Read(body, out var errors) is not { } request)
        {
            return Envelope.Refused(errors);
        }

        return await add.Run(request, caller, clock.Now(), cancelled) switch
        {
            DocumentOutcome.Done(var document) => answers.Created(
                CoworkerIdentityCheckDocuments.Resource,
                document,
                caller
            ),
            var failure => DocumentAnswers.Of(failure, body, Json.NotFound()),
        };
    }
}
