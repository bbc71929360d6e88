using Vestibule.Journal;

namespace Vestibule.Capture;

/// <summary>A link by which a member comes to the pages of one check, without signing in. What it opens with is never kept, only its digest.</summary>
public sealed record MemberLink : Record
{
    public required long IdentityCheckId { get; init; }

    /// <summary>The check's GUID: all links of a check lead to the same pages, so that who comes back by an older one is not lost.</summary>
    [NotJournaled]
    public required Guid CheckKey { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    [NotJournaled]
    public required byte[] TokenHash { get; init; }

    /// <summary>Until then things can be done through it.</summary>
    public required DateTimeOffset ExpiresOn { get; init; }

    /// <summary>Where everybody arrives whose link is none.</summary>
    public const string Unknown = "/verify/unknown";

    /// <summary>The address of the check's pages. It opens nothing by itself.</summary>
    public string Path => $"/verify/{CheckKey:N}";

    public bool IsOpen(DateTimeOffset at) => at < ExpiresOn;
}
