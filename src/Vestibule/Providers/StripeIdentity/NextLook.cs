using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>When to ask Stripe again without having heard anything.</summary>
public sealed class NextLook
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>The case set free, with its next look; and with the day Stripe has forgotten, once all of it has.</summary>
    public StripeCase Of(StripeCase one, Heard heard, VerificationStatus status, DateTimeOffset at)
    {
        var redacted =
            heard.Attempts.Count > 0
            && heard.Attempts.All(attempt =>
                attempt.Redaction is Redaction.Redacted or Redaction.Refused
            );
        var freed = one with
        {
            Holder = null,
            HeldUntil = null,
            RedactedOn = one.RedactedOn ?? (redacted ? at : null),
        };
        return freed with { LookOn = On(freed, heard, status, at) };
    }

    private static DateTimeOffset? On(
        StripeCase one,
        Heard heard,
        VerificationStatus status,
        DateTimeOffset at
    )
    {
        if (heard.Away || one.CancelWantedOn is not null)
        {
            return at + Soon;
        }

        if (one.RedactWantedOn is not null && one.RedactedOn is null)
        {
            return at + Longest;
        }

        // Somebody may yet mend the key.
        var deaf = heard.Problem is not null && heard.Attempts.Count == 0;
        var over = status.IsClosed || heard.Attempts.All(attempt => attempt.IsOver);
        return over && !deaf ? null : at + Jittered(one, at);
    }

    // An unused session waits for ever at Stripe; the longer nothing has happened, the seldomer it is asked about.
    private static TimeSpan Jittered(StripeCase one, DateTimeOffset at)
    {
        var pause = (at - one.CreatedOn) / 20;
        var bounded =
            pause < Usual ? Usual
            : pause > Longest ? Longest
            : pause;
        return bounded * (0.8 + (one.Id % 9 * 0.05));
    }
}
