using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.IdentityChecks;

namespace Vestibule.Documents;

/// <summary>Changes a document that is there: its words, its files, or takes it away. What follows for its check follows.</summary>
public sealed class ChangeDocument(
    VestibuleDb db,
    HandIns handIns,
    TakeFiles take,
    SaveDocument save
)
{
    /// <summary>Says what is wrong with changing a document as it stands, or nothing.</summary>
    public delegate DocumentOutcome? Objection(HandIn handIn, CheckDocument stored);

    /// <summary>Makes of a hand-in whatever a status in the request asks for.</summary>
    public delegate DocumentChange Judging(
        CheckDocument stored,
        HandIn handIn,
        IReadOnlyList<Guid> gone
    );

    /// <summary>Writes everything a PUT says.</summary>
    /// <param name="isStale">Whether the caller knew another state than this one.</param>
    /// <param name="judge">What a status in the request makes of the hand-in.</param>
    public Task<DocumentOutcome> Replace(
        long id,
        DocumentRequest request,
        Caller caller,
        Func<CheckDocument, bool> isStale,
        Judging judge,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Run(
            id,
            caller,
            (handIn, stored) =>
                isStale(stored)
                    ? new DocumentOutcome.Stale()
                    : request.ObjectionToReplacing(handIn, stored),
            (handIn, stored) =>
                take.Fetch(request.Slots, handIn.Check, stored.UniqueId, caller.Actor, cancelled),
            (before, stored, files) =>
            {
                var edit = Edited(request, stored, files);
                var settled = HandInFlow.Settle(
                    before,
                    before.With(edit.Document),
                    caller.Actor.Kind
                );
                return judge(stored, settled, edit.Gone);
            },
            at,
            cancelled
        );

    /// <summary>Puts one file, sent as bytes, into a slot.</summary>
    public Task<DocumentOutcome> Put(
        long id,
        Slot slot,
        Stream bytes,
        string? name,
        Caller caller,
        Func<CheckDocument, bool> isStale,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Run(
            id,
            caller,
            (handIn, stored) =>
                isStale(stored) ? new DocumentOutcome.Stale()
                : FileRules.Objection(handIn, stored) is { } why
                    ? new DocumentOutcome.Refused("File", why)
                : null,
            (handIn, stored) =>
                take.Receive(
                    slot,
                    bytes,
                    name,
                    handIn.Check,
                    stored.UniqueId,
                    caller.Actor,
                    cancelled
                ),
            (before, stored, files) =>
            {
                var edit = SlotEdit.Of(stored).Put(files[0]);
                return new DocumentChange.To(
                    HandInFlow.Settle(before, before.With(edit.Document), caller.Actor.Kind),
                    edit.Gone
                );
            },
            at,
            cancelled
        );

    /// <summary>Takes a document away with its files.</summary>
    public Task<DocumentOutcome> Remove(
        long id,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Run(
            id,
            caller,
            (_, _) => null,
            (_, _) => Task.FromResult<(IReadOnlyList<NewFile>, DocumentOutcome?)>(([], null)),
            (before, stored, _) =>
                new DocumentChange.To(
                    HandInFlow.Settle(before, before.Without(stored), caller.Actor.Kind),
                    [.. stored.Files]
                ),
            at,
            cancelled
        );

    private async Task<DocumentOutcome> Run(
        long id,
        Caller caller,
        Objection objection,
        Func<
            HandIn,
            CheckDocument,
            Task<(IReadOnlyList<NewFile> Files, DocumentOutcome? Failure)>
        > takeFiles,
        Func<HandIn, CheckDocument, IReadOnlyList<NewFile>, DocumentChange> change,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = await db
            .CheckDocuments.Where(d => d.Id == id)
            .Select(d => (long?)d.IdentityCheckId)
            .FirstOrDefaultAsync(cancelled);
        if (
            check is null
            || await handIns.Find(check.Value, caller, cancelled) is not { } handIn
            || handIn.Document(id) is not { } stored
        )
        {
            return new DocumentOutcome.NotFound();
        }

        if (objection(handIn, stored) is { } refused)
        {
            return refused;
        }

        var (files, failure) = await takeFiles(handIn, stored);
        if (failure is not null)
        {
            return failure;
        }

        var (after, notSaved) = await save.Run(
            handIn,
            caller,
            files,
            made: null,
            before =>
                before.Document(id) is not { } now
                    ? new DocumentChange.Not(new DocumentOutcome.NotFound())
                : objection(before, now) is { } why ? new DocumentChange.Not(why)
                : change(before, now, files),
            at,
            cancelled
        );
        return notSaved
            ?? new DocumentOutcome.Done(
                after!.Document(id) is { } written ? after.Attached(written) : stored
            );
    }

    private static SlotEdit Edited(
        DocumentRequest request,
        CheckDocument stored,
        IReadOnlyList<NewFile> files
    )
    {
        var words = stored with
        {
            Name = request.Name,
            Notes = request.Notes,
            SystemId = request.SystemId,
            CustomFields = request.CustomFields,
        };
        var cleared = request
            .Slots.Where(wish => wish is { Clear: true, NewUrl: null })
            .Aggregate(SlotEdit.Of(words), (edit, wish) => edit.Clear(wish.Slot));
        return files.Aggregate(cleared, (edit, file) => edit.Put(file));
    }
}
