using System.Globalization;
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
/// <c>GET /api/vestibule/documents/{id}/files/{slot}/{picture}</c>: what people look at. A picture is the number of a
/// page, <c>thumbnail</c>, or <c>blurred</c>, which stands where a page may not be seen yet and is the only one that is
/// no look.
/// </summary>
public static class DownloadPicture
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/vestibule/documents/{id}/files/{slot}/{picture}", Handle)
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Read"));

    private static async Task<IResult> Handle(
        string id,
        string slot,
        string picture,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        OpenFile open,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (FileAnswer.ObjectionTo(context) is { } elsewhere)
        {
            return elsewhere;
        }

        if (
            !long.TryParse(id, out var number)
            || CoworkerIdentityCheckDocuments.SlotNamed(slot) is not { } from
            || PlaceOf(picture) is not { } place
            || await CoworkerIdentityCheckDocuments
                .Resource.SeenRows(db, caller.Grants)
                .AsNoTracking()
                .FirstOrDefaultAsync(d => d.Id == number, cancelled)
                is not { } document
        )
        {
            return Json.NotFound();
        }

        var (outcome, bytes) = await open.Picture(
            document,
            from,
            place,
            caller.Actor,
            clock.Now(),
            cancelled
        );
        return (outcome, bytes) switch
        {
            (OpenFile.Outcome.Opened, { } seen) => new FileAnswer(
                Album.PictureType,
                seen.Length,
                new MemoryStream(seen, writable: false),
                $"{slot}-{picture}.webp"
            ),
            var (other, _) => FileAnswer.Refusal(other),
        };
    }

    private static int? PlaceOf(string picture) =>
        picture switch
        {
            "blurred" => Album.Blurred,
            "thumbnail" => Album.Thumbnail,
            _ when int.TryParse(
                    picture,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var page
                ) && page is >= 1 and <= 1_000 => Album.Page(page),
            _ => null,
        };
}
