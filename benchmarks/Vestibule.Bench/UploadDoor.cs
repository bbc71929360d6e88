using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.Bench;

/// <summary>
/// A file's way in as the server takes it, without the pictures that are made of it in between: each becomes a new
/// document of the next check.
/// </summary>
internal static class UploadDoor
{
    public const string Path = "/bench/upload";
    private const int Largest = 10 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var check = 0L;
        routes
            .MapPut(
                Path,
                async (
                    HttpRequest request,
                    Caller caller,
                    HandIns handIns,
                    FindRoom room,
                    SealScanned seal,
                    SaveDocument save,
                    TimeProvider clock,
                    CancellationToken cancelled
                ) =>
                {
                    var number = (Interlocked.Increment(ref check) % UploadRounds.Checks) + 1;
                    var handIn = await handIns.Find(number, caller, cancelled);
                    var taken =
                        handIn is not null
                        && await room.Objection(handIn.Check, "File", 1, cancelled) is null
                        && await Take(request.Body, handIn, caller, seal, save, clock, cancelled);
                    return taken
                        ? Results.Text("{}", MediaTypeNames.Application.Json)
                        : Results.StatusCode(StatusCodes.Status500InternalServerError);
                }
            )
            .RequireRole(CoworkerIdentityCheckDocuments.Resource.Role("Create"))
            .AsUpload(Largest + 1);
    }

    private static async Task<bool> Take(
        Stream body,
        HandIn handIn,
        Caller caller,
        SealScanned seal,
        SaveDocument save,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (check, at) = (handIn.Check, clock.Now());
        var blank = new DocumentRequest(
            check.CoworkerId,
            check.Id,
            "Papers",
            [],
            null,
            null,
            null
        ).Blank();
        var intake = new Intake(
            FileKinds.Place(check, blank.UniqueId, Slot.Photo, FileKinds.Original),
            check.Coworker!.UniqueId,
            Largest,
            head => MediaTypes.MediaTypeOf(head.Span)
        );
        if (
            await seal.Run(body, intake, caller.Actor, at, cancelled)
            is not Staging.Staged
            (var staged)
        )
            return false;
        var file = new NewFile(Slot.Photo, [staged], "photo.jpg");
        var (_, failure) = await save.Run(
            handIn,
            caller,
            [file],
            made: null,
            before => new DocumentChange.To(
                HandInFlow.Settle(
                    before,
                    before.With(
                        SlotEdit.Of(blank).Put(file).Document with
                        {
                            HandIn = before.NextNumber,
                            VerificationStatus = before.StatusOfNew,
                        }
                    ),
                    caller.Actor.Kind
                ),
                []
            ),
            at,
            cancelled
        );
        return failure is null;
    }
}
