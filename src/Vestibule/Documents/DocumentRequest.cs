using Vestibule.IdentityChecks;

namespace Vestibule.Documents;

/// <summary>What a write wants done with one slot. A new file beats clearing; neither keeps what is there.</summary>
/// <param name="NewMember">What to blame when the file cannot be taken, e.g. <c>NewPhotoUrl</c>.</param>
/// <param name="ClearMember">What to blame when the slot cannot be emptied, e.g. <c>ClearPhotoFile</c>.</param>
public sealed record SlotWish(
    Slot Slot,
    string NewMember,
    string? NewUrl,
    string ClearMember,
    bool Clear
)
{
    /// <summary>The member that would change the slot as it is now, or null when nothing would.</summary>
    public string? Touches(CheckDocument stored) =>
        NewUrl is not null ? NewMember
        : Clear && stored.FileIn(Slot) is not null ? ClearMember
        : null;
}

/// <summary>A document as a write wants it.</summary>
public sealed record DocumentRequest(
    long CoworkerId,
    long CheckId,
    string Name,
    IReadOnlyList<SlotWish> Slots,
    string? Notes,
    string? SystemId,
    string? CustomFields
)
{
    /// <summary>Why a check does not take this as a new document, or null.</summary>
    public DocumentOutcome? ObjectionToAdding(HandIn handIn) =>
        handIn.Check.CoworkerId != CoworkerId
            ? new DocumentOutcome.Refused(
                "CoworkerIdentityCheckId",
                "is not a check of this coworker"
            )
        : !handIn.Check.VerificationStatus.TakesDocuments
            ? new DocumentOutcome.Refused(
                "CoworkerIdentityCheckId",
                $"is {handIn.Check.VerificationStatus} and takes no more documents"
            )
        : ObjectionToFiles(handIn, null);

    /// <summary>Why a document cannot become this, or null. Where it belongs never changes.</summary>
    public DocumentOutcome? ObjectionToReplacing(HandIn handIn, CheckDocument stored) =>
        CoworkerId != stored.CoworkerId
            ? new DocumentOutcome.Refused("CoworkerId", "cannot be changed")
        : CheckId != stored.IdentityCheckId
            ? new DocumentOutcome.Refused("CoworkerIdentityCheckId", "cannot be changed")
        : ObjectionToFiles(handIn, stored);

    /// <summary>The new document this describes, without its files.</summary>
    public CheckDocument Blank() =>
        new()
        {
            CoworkerId = CoworkerId,
            IdentityCheckId = CheckId,
            Name = Name,
            Notes = Notes,
            SystemId = SystemId,
            CustomFields = CustomFields,
        };

    private DocumentOutcome? ObjectionToFiles(HandIn handIn, CheckDocument? stored)
    {
        foreach (var wish in Slots)
        {
            var member = stored is null
                ? (wish.NewUrl is null ? null : wish.NewMember)
                : wish.Touches(stored);
            if (member is not null && FileRules.Objection(handIn, stored) is { } why)
            {
                return new DocumentOutcome.Refused(member, why);
            }
        }

        return null;
    }
}

/// <summary>When files may come and go.</summary>
public static class FileRules
{
    /// <returns>Words that follow a member's name, or null when nothing speaks against it.</returns>
    public static string? Objection(HandIn handIn, CheckDocument? document) =>
        handIn.Check.IdentityCheckProvider is IdentityCheckProvider.StripeIdentity
            ? "is not taken: Stripe keeps the files of this check"
        : document is { VerificationStatus.IsDecided: true }
            ? $"is not taken: the document is {document.VerificationStatus}"
        : !handIn.Check.VerificationStatus.TakesDocuments
            ? $"is not taken: the check is {handIn.Check.VerificationStatus}"
        : null;
}
