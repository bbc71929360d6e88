using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>
/// <c>PUT /api/vestibule/documents/{id}/files/{slot}</c> with the bytes as body, for clients that hold a file and have no
/// address to fetch it from. Slots are <c>photo</c>, <c>document</c>, <c>additionaldocument</c>. The name may come in
/// <c>Content-Disposition</c>, where no log sees it.
/// </summary>
public static class PutFile
{
    // One byte more than a slot takes, so that it is the slot's own words that refuse a file just over the limit.
    public static void Map(IEndpointRouteBuilder routes, long largestFile) =>
        routes
            .MapPut("/api/vestibule/documents/{id}/files/{slot}", Handle)
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Edit"))
            .AsUpload(largestFile + 1);

    private static async Task<IResult> Handle(
        string id,
        string slot,
        HttpRequest request,
        Caller caller,
        ChangeDocument change,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (
            !long.TryParse(id, out var number)
            || CoworkerIdentityCheckDocuments.SlotNamed(slot) is not { } place
        )
        {
            return Json.NotFound();
        }

        var outcome = await change.Put(
            number,
            place,
            request.Body,
            NameIn(request),
            caller,
            stored => Tags.IsStale(request, stored),
            clock.Now(),
            cancelled
        );
        return outcome is DocumentOutcome.Done(var document)
            ? answers.Updated(CoworkerIdentityCheckDocuments.Resource, document, caller)
            : DocumentAnswers.Of(outcome, null, Json.NotFound());
    }

    private static string? NameIn(HttpRequest request) =>
        ContentDispositionHeaderValue.TryParse(
            request.Headers.ContentDisposition.ToString(),
            out var disposition
        )
            ? HeaderUtilities
                .RemoveQuotes(
                    disposition.FileNameStar.HasValue
                        ? disposition.FileNameStar
                        : disposition.FileName
                )
                .Value
            : null;
}
