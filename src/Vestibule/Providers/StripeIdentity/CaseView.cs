namespace Vestibule.Providers.StripeIdentity;

/// <summary>All that is kept of a check's way through Stripe, at one moment.</summary>
/// <param name="Attempts">Oldest first.</param>
public sealed record CaseView(StripeCase Case, IReadOnlyList<StripeAttempt> Attempts)
{
    /// <summary>The session that counts; earlier ones count only when they turn out to be verified.</summary>
    public StripeAttempt? Current => Attempts.Count > 0 ? Attempts[^1] : null;

    /// <summary>Submissions that were refused, and sessions that ended without one.</summary>
    public int Tries =>
        Case.Failures + Attempts.Count(attempt => attempt.Status is SessionStatus.Canceled);

    /// <summary>Whether the person may go to Stripe again.</summary>
    public bool MayTry(StripeAccount account) =>
        Tries < account.AttemptLimit && Verdict.AfterCode(Case.LastCode) is not Again.Never;

    public CaseView With(StripeAttempt changed) =>
        this with
        {
            Attempts = [.. Attempts.Select(one => one.Id == changed.Id ? changed : one)],
        };
}
