using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary><c>PUT /api/spaces/coworkeridentitycheckdocuments</c>, the id in the body or in the path.</summary>
public static class UpdateDocument
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = CoworkerIdentityCheckDocuments.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static async Task<IResult> Handle(
        HttpRequest http,
        Body body,
        Caller caller,
        ChangeDocument change,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (RecordId.Read(http, body, out var refusal) is not { } id)
        {
            return refusal!;
        }

        if (CoworkerIdentityCheckDocumentBody.Read(body, out var errors) is not { } request)
        {
            return Envelope.Refused(errors);
        }

        var outcome = await change.Replace(
            id,
            request,
            caller,
            stored => Tags.IsStale(http, stored),
            (stored, handIn, gone) => Judged(body, request, caller, stored, handIn, gone),
            clock.Now(),
            cancelled
        );
        return outcome is DocumentOutcome.Done(var document)
            ? answers.Updated(CoworkerIdentityCheckDocuments.Resource, document, caller)
            : DocumentAnswers.Of(outcome, body, RecordId.NotFound(http, body));
    }

    private static DocumentChange Judged(
        Body body,
        DocumentRequest request,
        Caller caller,
        CheckDocument stored,
        HandIn handIn,
        IReadOnlyList<Guid> gone
    ) =>
        StatusWish.Apply(
            body,
            stored.VerificationStatus,
            handIn,
            caller.Actor.Kind,
            request.Notes,
            out var why
        )
            is { } after
            ? new DocumentChange.To(after, gone)
            : new DocumentChange.Not(new DocumentOutcome.Refused(why!.Property, why.Message));
}
