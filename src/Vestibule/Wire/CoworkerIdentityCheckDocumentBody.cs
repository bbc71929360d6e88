using Vestibule.IdentityChecks;

namespace Vestibule.Wire;

/// <summary>What a write wants done with one slot. A new file beats clearing; neither keeps what is there.</summary>
/// <param name="Member">Wire name to blame when the file cannot be taken, e.g. <c>NewPhotoUrl</c>.</param>
public sealed record SlotWish(Slot Slot, string Member, string? NewUrl, bool Clear);

/// <summary>A document as a body wants it.</summary>
public sealed record DocumentRequest(
    long CoworkerId,
    long CheckId,
    string Name,
    IReadOnlyList<SlotWish> Slots,
    string? Notes,
    string? SystemId,
    string? CustomFields,
    VerificationStatus? Status
);

/// <summary>The bodies of creating and updating a document. Errors come in the order of the create page.</summary>
public static class CoworkerIdentityCheckDocumentBody
{
    /// <summary>What is wanted, or null and why not.</summary>
    public static DocumentRequest? Read(Body body, out IReadOnlyList<FieldError> errors)
    {
        var read = new Reading(body);
        var request = new DocumentRequest(
            read.RequiredId("CoworkerId"),
            read.RequiredId("CoworkerIdentityCheckId"),
            read.RequiredText("Name"),
            [.. Enum.GetValues<Slot>().Select(slot => Wish(read, slot))],
            read.Text("Notes"),
            read.Text("SystemId", Reading.LongestName),
            read.Custom(),
            read.Enum<VerificationStatus>("VerificationStatus")
        );
        errors = read.Errors;
        return read.Failed ? null : request;
    }

    private static SlotWish Wish(Reading read, Slot slot)
    {
        var name = CoworkerIdentityCheckDocuments.NameOf(slot);
        var member = $"New{name}Url";
        return new SlotWish(slot, member, read.Text(member, Reading.LongestAddress), read.Flag($"Clear{name}File") ?? false);
    }
}
