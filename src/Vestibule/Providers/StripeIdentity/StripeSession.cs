using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Where a session stands at Stripe. A failed one is <see cref="RequiresInput"/> with an error; there is no "failed".</summary>
public enum SessionStatus
{
    /// <summary>Not heard of yet, or a word we do not know: changes nothing.</summary>
    Unknown = 0,
    RequiresInput = 1,
    Processing = 2,
    Verified = 3,
    Canceled = 4,

    /// <summary>Stripe knows no such session under that key.</summary>
    Gone = 5,
}

/// <summary>How far Stripe is with forgetting.</summary>
public enum Redaction
{
    None = 0,
    Processing = 1,
    Redacted = 2,

    /// <summary>Stripe has nothing it could forget.</summary>
    Refused = 3,
}

/// <summary>A session as Stripe tells of it now.</summary>
public sealed record StripeSession(string Id, SessionStatus Status, bool Live)
{
    public string? Reference { get; init; }

    /// <summary>Null when nothing has gone wrong, also where Stripe sends an error without a code.</summary>
    public string? ErrorCode { get; init; }
    public string? ReportId { get; init; }
    public Redaction Redaction { get; init; }
    public VerifiedPaper? Paper { get; init; }

    /// <summary>First and last name on the paper.</summary>
    public string? Name { get; init; }

    /// <summary>Pictures in the newest report: the paper's, then those of the selfie.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Where the person goes on; for that person's browser alone, never kept.</summary>
    public Uri? Url { get; init; }

    // Whatever prints a record must not print an address or a name.
    public override string ToString() => $"{Id} {Status}";
}

/// <summary>What Stripe has read on a paper.</summary>
public sealed record VerifiedPaper(
    IdentityDocumentType Type,
    string? Country,
    string? Number,
    DateOnly? ExpiresOn
)
{
    public override string ToString() => Type.ToString();
}
