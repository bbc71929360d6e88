using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Whether somebody whose check did not work out may go to Stripe again.</summary>
public enum Again
{
    /// <summary>Nothing was handed in; the same session goes on.</summary>
    Resume,

    /// <summary>Another try, as long as the location's limit is not reached.</summary>
    Retry,

    /// <summary>Only if the person wants to: another way has to be offered.</summary>
    Willing,

    /// <summary>Stripe cannot check this person. Another way is the only one.</summary>
    Never,
}

/// <summary>What a session, as Stripe tells of it now, means for its check.</summary>
/// <param name="Move">The move to make; null when nothing follows.</param>
/// <param name="Code">Stripe's word for what went wrong.</param>
public sealed record Verdict(Move? Move, string? Code = null, Again Again = Again.Resume)
{
    public static readonly Verdict Nothing = new((Move?)null);

    public static Verdict Of(StripeSession session) =>
        session.Status switch
        {
            SessionStatus.Processing => new(IdentityChecks.Move.Submit),
            SessionStatus.Verified => new(IdentityChecks.Move.Approve),
            SessionStatus.Canceled => new(IdentityChecks.Move.Cancel),
            SessionStatus.RequiresInput => Input(session.ErrorCode),
            _ => Nothing,
        };

    /// <summary>Whether a code closes the way through Stripe, or how far it is open.</summary>
    public static Again AfterCode(string? code) =>
        code switch
        {
            null or "abandoned" or "device_not_supported" => Again.Resume,
            "consent_declined" => Again.Willing,
            "under_supported_age" or "country_not_supported" => Again.Never,
            // Every list of codes can grow: one we do not know is a failure that may be tried again.
            _ => Again.Retry,
        };

    private static Verdict Input(string? code) =>
        AfterCode(code) is var again && again is Again.Resume
            ? new(IdentityChecks.Move.Return, code)
            : new(IdentityChecks.Move.Reject, code, again);

    /// <summary>
    /// Whether the move fits where the check stands. A session nobody has used yet sends back only a check that failed
    /// before; a paper already handed in goes back only when Stripe says that nothing came.
    /// </summary>
    public bool Concerns(VerificationStatus status) =>
        Move switch
        {
            null => false,
            IdentityChecks.Move.Return => status is VerificationStatus.Failed
                || (status is VerificationStatus.Submitted && Code is not null),
            _ => true,
        };
}
