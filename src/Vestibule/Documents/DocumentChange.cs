using Vestibule.IdentityChecks;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>A file taken in for a slot, sealed on the disk but not yet anybody's.</summary>
/// <param name="Files">The cleaned one, which the slot names, and its parts.</param>
public sealed record NewFile(Slot Slot, IReadOnlyList<SealedFile> Files, string Name)
{
    public Guid Id => Files[0].Id;
}

/// <summary>What a write makes of a check and its documents: the state to be and the files that go, or why not.</summary>
public abstract record DocumentChange
{
    private DocumentChange() { }

    public sealed record To(HandIn After, IReadOnlyList<Guid> Gone) : DocumentChange;

    public sealed record Not(DocumentOutcome Why) : DocumentChange;
}

/// <summary>A document with files put in and taken out, worked out without touching anything.</summary>
public sealed record SlotEdit(CheckDocument Document, IReadOnlyList<Guid> Gone)
{
    public static SlotEdit Of(CheckDocument document) => new(document, []);

    /// <summary>Puts a file into its slot; whatever was there goes.</summary>
    public SlotEdit Put(NewFile file) =>
        new(Document.With(file.Slot, file.Id, file.Name), [.. Gone, .. Held(file.Slot)]);

    /// <summary>Empties a slot.</summary>
    public SlotEdit Clear(Slot slot) =>
        new(Document.With(slot, null, null), [.. Gone, .. Held(slot)]);

    private IEnumerable<Guid> Held(Slot slot) => Document.FileIn(slot) is { } file ? [file] : [];
}
