namespace Vestibule.Vault;

/// <summary>A file on its way in.</summary>
/// <param name="Coworker">Whose key seals it.</param>
/// <param name="Limit">Most bytes taken.</param>
/// <param name="Sniff">Given the first 64 KiB, or all when it is less; says the media type, or null to refuse the file.</param>
public sealed record Intake(
    Binding Binding,
    Guid Coworker,
    long Limit,
    Func<ReadOnlyMemory<byte>, string?> Sniff
);

/// <summary>How a staging ended. After everything but <see cref="Staged"/> no byte of the file is left.</summary>
public abstract record Staging
{
    private Staging() { }

    /// <summary>On the disk, durable, and garbage until one transaction saves its row and ends its promise.</summary>
    public sealed record Staged(SealedFile File) : Staging;

    /// <summary>More bytes than the limit.</summary>
    public sealed record TooLarge : Staging;

    /// <summary>Not a byte came.</summary>
    public sealed record Empty : Staging;

    /// <summary>Of a kind that is not taken.</summary>
    public sealed record NotAccepted : Staging;

    /// <summary>The person's key was shredded.</summary>
    public sealed record Erased : Staging;

    /// <summary>Said by whoever looks at the bytes on their way: they do harm.</summary>
    public sealed record Infected : Staging;

    /// <summary>Said by the same: nobody could look, and nothing is to be kept that nobody has looked at.</summary>
    public sealed record Unscanned : Staging;
}
