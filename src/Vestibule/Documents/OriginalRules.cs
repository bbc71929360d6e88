using Vestibule.IdentityChecks;

namespace Vestibule.Documents;

/// <summary>How long the bytes as they were handed in are kept beside what is shown of them.</summary>
public enum KeepOriginal
{
    /// <summary>As long as the document.</summary>
    Retention,

    /// <summary>Until the document has been decided and the decision has stood for a while.</summary>
    UntilDecision,

    /// <summary>Not longer than it takes to make the pictures.</summary>
    Never,
}

/// <summary>When an original goes.</summary>
public sealed record OriginalRules(KeepOriginal Keep)
{
    /// <summary>A decision that stood for so long is not taken back by those who made it.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromDays(3);

    /// <summary>
    /// Whether the originals of a document may go. Not while its check is open: a reopened check needs everything that
    /// was handed in for it.
    /// </summary>
    public bool MayGo(IdentityCheck check, CheckDocument document, DateTimeOffset at) =>
        Keep is KeepOriginal.UntilDecision
        && check.VerificationStatus.IsDecided
        && document.VerificationStatus.IsDecided
        && check.UpdatedOn + Stands <= at
        && document.UpdatedOn + Stands <= at;
}
