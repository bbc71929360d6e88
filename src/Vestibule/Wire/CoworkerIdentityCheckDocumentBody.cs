using Vestibule.Documents;
using Vestibule.IdentityChecks;

namespace Vestibule.Wire;

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
            read.Custom()
        );
        errors = read.Errors;
        return read.Failed ? null : request;
    }

    private static SlotWish Wish(Reading read, Slot slot)
    {
        var name = CoworkerIdentityCheckDocuments.NameOf(slot);
        var (added, clear) = ($"New{name}Url", $"Clear{name}File");
        return new SlotWish(
            slot,
            added,
            read.Text(added, Reading.LongestAddress),
            clear,
            read.Flag(clear) ?? false
        );
    }
}
