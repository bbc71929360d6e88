using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.IdentityChecks;

/// <summary>One set of papers handed in for a check: up to three files, judged together with the rest of its hand-in.</summary>
public sealed record CheckDocument : Record
{
    public required long CoworkerId { get; init; }
    public Coworker? Coworker { get; init; }
    public required long IdentityCheckId { get; init; }
    public IdentityCheck? IdentityCheck { get; init; }

    [Personal]
    public required string Name { get; init; }

    public Guid? PhotoFileId { get; init; }

    [Personal]
    public string? PhotoFileName { get; init; }

    public Guid? FrontFileId { get; init; }

    [Personal]
    public string? FrontFileName { get; init; }

    public Guid? BackFileId { get; init; }

    [Personal]
    public string? BackFileName { get; init; }
    public VerificationStatus VerificationStatus { get; init; } = VerificationStatus.Pending;

    /// <summary>The member sees this.</summary>
    [Personal]
    public string? Notes { get; init; }

    /// <summary>Which hand-in of its check it belongs to.</summary>
    [NotJournaled]
    public int HandIn { get; init; } = 1;

    /// <summary>The sealed files in its slots.</summary>
    public IEnumerable<Guid> Files => Enum.GetValues<Slot>().Select(FileIn).OfType<Guid>();

    /// <summary>The sealed file in a slot, or null when it is empty.</summary>
    public Guid? FileIn(Slot slot) =>
        slot switch
        {
            Slot.Photo => PhotoFileId,
            Slot.Front => FrontFileId,
            Slot.Back => BackFileId,
        };

    /// <summary>The display name of the file in a slot, or null when it is empty.</summary>
    public string? NameIn(Slot slot) =>
        slot switch
        {
            Slot.Photo => PhotoFileName,
            Slot.Front => FrontFileName,
            Slot.Back => BackFileName,
        };

    /// <summary>The same document with another file, or none, in a slot.</summary>
    public CheckDocument With(Slot slot, Guid? file, string? name) =>
        slot switch
        {
            Slot.Photo => this with { PhotoFileId = file, PhotoFileName = name },
            Slot.Front => this with { FrontFileId = file, FrontFileName = name },
            Slot.Back => this with { BackFileId = file, BackFileName = name },
        };
}
