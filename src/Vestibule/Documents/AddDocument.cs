using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.People;

namespace Vestibule.Documents;

/// <summary>Makes a document of a check, fetching the files it names first; nothing is written unless all of it can be.</summary>
public sealed class AddDocument(VestibuleDb db, HandIns handIns, TakeFiles take, SaveDocument save)
{
    public async Task<DocumentOutcome> Run(
        DocumentRequest request,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (!await IsSeen(request.CoworkerId, caller, cancelled))
        {
            return new DocumentOutcome.Refused("CoworkerId", "was not found");
        }

        if (await handIns.Find(request.CheckId, caller, cancelled) is not { } handIn)
        {
            return new DocumentOutcome.Refused("CoworkerIdentityCheckId", "was not found");
        }

        if (request.ObjectionToAdding(handIn) is { } objection)
        {
            return objection;
        }

        var blank = request.Blank();
        var (files, failure) = await take.Fetch(
            request.Slots,
            handIn.Check,
            blank.UniqueId,
            caller.Actor,
            cancelled
        );
        if (failure is not null)
        {
            return failure;
        }

        var document = files.Aggregate(SlotEdit.Of(blank), (edit, file) => edit.Put(file)).Document;
        var (after, refused) = await save.Run(
            handIn,
            caller,
            files,
            document.UniqueId,
            before => Added(request, before, document, caller),
            at,
            cancelled
        );
        return refused
            ?? new DocumentOutcome.Done(
                after!.Attached(after.Documents.Single(d => d.UniqueId == document.UniqueId))
            );
    }

    private static DocumentChange Added(
        DocumentRequest request,
        HandIn before,
        CheckDocument document,
        Caller caller
    )
    {
        if (request.ObjectionToAdding(before) is { } objection)
        {
            return new DocumentChange.Not(objection);
        }

        var placed = document with
        {
            HandIn = before.NextNumber,
            VerificationStatus = before.StatusOfNew,
        };
        return new DocumentChange.To(
            HandInFlow.Settle(before, before.With(placed), caller.Actor.Kind),
            []
        );
    }

    private async Task<bool> IsSeen(long coworkerId, Caller caller, CancellationToken cancelled)
    {
        var seen = caller.Grants.IsFull
            ? db.Coworkers
            : db.Coworkers.Where(Coworker.AtAnyOf(caller.Grants.Businesses));
        return await seen.AnyAsync(c => c.Id == coworkerId, cancelled);
    }
}
