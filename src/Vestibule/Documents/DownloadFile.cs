using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>
/// <c>GET …/coworkeridentitycheckdocuments/get{slot}/{id}</c>: the bytes of a slot, as an attachment. The look is in the
/// journal before the first byte leaves; without a line there are no bytes.
/// </summary>
public static class DownloadFile
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var slot in Enum.GetValues<Slot>())
        {
            var name = CoworkerIdentityCheckDocuments.NameOf(slot).ToLowerInvariant();
            routes
                .MapGet(
                    $"{CoworkerIdentityCheckDocuments.Resource.Path}/get{name}/{{id}}",
                    (
                        string id,
                        HttpContext context,
                        Caller caller,
                        VestibuleDb db,
                        OpenFile open,
                        TimeProvider clock,
                        CancellationToken cancelled
                    ) => Handle(id, slot, context, caller, db, open, clock.Now(), cancelled)
                )
                .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Read"));
        }
    }

    private static async Task<IResult> Handle(
        string id,
        Slot slot,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        OpenFile open,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        // A picture asked for by another site's page is not something a person looks at here.
        if (
            context.Request.Headers["Sec-Fetch-Site"].ToString()
            is not ("" or "same-origin" or "none")
        )
        {
            return Json.Message(
                StatusCodes.Status403Forbidden,
                "Files are not given to pages of other sites."
            );
        }

        var document = long.TryParse(id, out var number)
            ? await CoworkerIdentityCheckDocuments
                .Resource.SeenRows(db, caller.Grants)
                .AsNoTracking()
                .FirstOrDefaultAsync(d => d.Id == number, cancelled)
            : null;
        return document is null
            ? Json.NotFound()
            : await open.Run(document, slot, caller.Actor, at, cancelled) switch
            {
                OpenFile.Outcome.Opened(var file, var bytes) => new FileAnswer(
                    file,
                    bytes,
                    document.NameIn(slot) ?? "file"
                ),
                OpenFile.Outcome.None => Json.NotFound(),
                OpenFile.Outcome.NotJournaled(var why) => Answers.Conflict(why),
                _ => throw new UnreachableException(),
            };
    }
}
