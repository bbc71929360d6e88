namespace Vestibule.Vault;

/// <summary>A sealed file that was found not to be as it has to be, until it is found well again or its row is gone.</summary>
public sealed record FileFault
{
    /// <summary>The file's.</summary>
    public required Guid Id { get; init; }
    public required FileState State { get; init; }
    public required DateTimeOffset FoundOn { get; init; }

    /// <summary>When it was last looked at again.</summary>
    public required DateTimeOffset SeenOn { get; init; }
}

/// <summary>How far reading all sealed files again has come. There is one row; whoever holds it reads.</summary>
public sealed record ScrubRound
{
    public const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>Which instance reads, and until when nobody else does.</summary>
    public required Guid Holder { get; init; }
    public required DateTimeOffset HeldUntil { get; init; }
    public required DateTimeOffset StartedOn { get; init; }

    /// <summary>Null while it is under way.</summary>
    public DateTimeOffset? EndedOn { get; init; }

    /// <summary>The file read last; they are read in the order of their GUIDs.</summary>
    public Guid After { get; init; }
    public long Files { get; init; }

    /// <summary>On the disk.</summary>
    public long Bytes { get; init; }

    /// <summary>When a whole round last came to its end; null before the first.</summary>
    public DateTimeOffset? LastEndedOn { get; init; }
}
