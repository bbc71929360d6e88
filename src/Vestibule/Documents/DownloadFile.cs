using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>
/// <c>GET …/coworkeridentitycheckdocuments/get{slot}/{id}</c>: the cleaned bytes of a slot, as an attachment, or with
/// <c>?original=1&amp;reason=…</c> those that were handed in. The look is in the journal before the first byte leaves;
/// without a line there are no bytes.
/// </summary>
public static class DownloadFile
{
    private const int LongestReason = 500;

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
                .RequireRole(
                    CoworkerIdentityCheckDocuments.Resource.Role("Read"),
                    context =>
                        WantsOriginal(context)
                            ? RoleCatalogue.SeeOriginals
                            : CoworkerIdentityCheckDocuments.Resource.Role("Read")
                );
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
        if (FileAnswer.ObjectionTo(context) is { } elsewhere)
        {
            return elsewhere;
        }

        var reason = context.Request.Query["reason"].ToString().Trim();
        if (WantsOriginal(context) && reason.Length is 0 or > LongestReason)
        {
            return Envelope.Refused([
                new FieldError(
                    "reason",
                    $"is needed to see an original, in up to {LongestReason} characters",
                    null
                ),
            ]);
        }

        if (
            !long.TryParse(id, out var number)
            || await CoworkerIdentityCheckDocuments
                .Resource.SeenRows(db, caller.Grants)
                .AsNoTracking()
                .FirstOrDefaultAsync(d => d.Id == number, cancelled)
                is not { } document
        )
        {
            return Json.NotFound();
        }

        var outcome = WantsOriginal(context)
            ? await open.Original(document, slot, reason, caller.Actor, at, cancelled)
            : await open.Run(document, slot, caller.Actor, at, cancelled);
        return outcome switch
        {
            OpenFile.Outcome.Opened(var file, var bytes) => new FileAnswer(
                file.MediaType,
                file.Length,
                bytes,
                FileNames.As(document.NameIn(slot), file.MediaType)
            ),
            var other => FileAnswer.Refusal(other),
        };
    }

    private static bool WantsOriginal(HttpContext context) =>
        context.Request.Query["original"].ToString() is "1" or "true";
}
