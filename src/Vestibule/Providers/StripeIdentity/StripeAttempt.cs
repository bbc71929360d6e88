using System.Globalization;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>One session at Stripe for one check. The row is there before Stripe is asked, so that a crash in between leaves no second one.</summary>
public sealed record StripeAttempt : Record
{
    public required long IdentityCheckId { get; init; }

    /// <summary>1, 2, 3 … within a check.</summary>
    public required int Number { get; init; }

    /// <summary>Whose key it was begun with.</summary>
    public required long AccountId { get; init; }

    /// <summary>Says nothing about a person.</summary>
    [NotJournaled]
    public required string IdempotencyKey { get; init; }

    /// <summary>Null until Stripe has answered.</summary>
    public string? SessionId { get; init; }

    /// <summary>Stripe answered the creation with a failure that it may repeat under the same key: look before asking again.</summary>
    [NotJournaled]
    public bool Doubtful { get; init; }

    [NotJournaled]
    public SessionStatus Status { get; init; }

    /// <summary>The report last counted.</summary>
    [NotJournaled]
    public string? ReportId { get; init; }

    [NotJournaled]
    public DateTimeOffset? SyncedOn { get; init; }
    public Redaction Redaction { get; init; }

    /// <summary>Nothing can come of it any more.</summary>
    public bool IsOver =>
        Status is SessionStatus.Verified or SessionStatus.Canceled or SessionStatus.Gone;

    public static string KeyFor(IdentityCheck check, int number, int round = 1) =>
        string.Create(CultureInfo.InvariantCulture, $"idcheck-{check.UniqueId:N}-{number}-{round}");

    /// <summary>The same under a key Stripe has not seen.</summary>
    public StripeAttempt WithNextKey()
    {
        var cut = IdempotencyKey.LastIndexOf('-');
        var round = int.Parse(IdempotencyKey[(cut + 1)..], CultureInfo.InvariantCulture);
        return this with
        {
            IdempotencyKey = string.Create(
                CultureInfo.InvariantCulture,
                $"{IdempotencyKey[..cut]}-{round + 1}"
            ),
            Doubtful = false,
        };
    }
}
