using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// What Stripe has to do with one check: who is looking at it now, when to look again, and what is still to be asked
/// there. One row a check; its version goes up with every write, so two who look at once cannot both write.
/// </summary>
public sealed record StripeCase : Record
{
    public required long IdentityCheckId { get; init; }
    public required long BusinessId { get; init; }

    /// <summary>The status Stripe's news last led to. Another one on the check means that a person has decided.</summary>
    [NotJournaled]
    public VerificationStatus Known { get; init; } = VerificationStatus.Pending;

    /// <summary>A person has decided, or the check has gone to manual: Stripe moves it no more.</summary>
    public bool Stopped { get; init; }

    /// <summary>Submissions that were refused. Each of them is billed.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last one failed, as Stripe calls it; null after a success.</summary>
    public string? LastCode { get; init; }

    /// <summary>The name on the paper is not the coworker's: the check waits for a person.</summary>
    public bool NameDiffers { get; init; }

    /// <summary>A cancel that Stripe has not heard of yet.</summary>
    public DateTimeOffset? CancelWantedOn { get; init; }
    public DateTimeOffset? RedactWantedOn { get; init; }
    public DateTimeOffset? RedactedOn { get; init; }

    /// <summary>What keeps us from asking Stripe, in words for operators; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>When to look again; null when there is nothing to wait for.</summary>
    [NotJournaled]
    public DateTimeOffset? LookOn { get; init; }

    /// <summary>Who looks now, and until when nobody else does.</summary>
    [NotJournaled]
    public Guid? Holder { get; init; }

    [NotJournaled]
    public DateTimeOffset? HeldUntil { get; init; }

    public bool IsHeld(DateTimeOffset at) => HeldUntil > at;
}
