using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Papers Stripe may be shown.</summary>
[Flags]
public enum Papers
{
    None = 0,
    Passport = 1,
    DrivingLicence = 2,
    IdCard = 4,
    All = Passport | DrivingLicence | IdCard,
}

/// <summary>
/// How a location works with Stripe Identity. The row of location 0 is the network's, for every location that has none
/// of its own or says that it uses it.
/// </summary>
public sealed record StripeAccount : Record
{
    /// <summary>0 for the network.</summary>
    public required long BusinessId { get; init; }
    public bool Enabled { get; init; }

    /// <summary>New sessions are made with the network's settings; those begun with this key are still followed.</summary>
    public bool UsesNetwork { get; init; }

    [NotJournaled]
    public byte[]? SealedKey { get; init; }

    /// <summary>The last four characters of the key.</summary>
    public string? KeyEnding { get; init; }

    /// <summary>Read from the key: with a live one people are checked and bills are written.</summary>
    public bool Live { get; init; }

    /// <summary>One secret, or two while one takes the other's place; lines of one text.</summary>
    [NotJournaled]
    public byte[]? SealedWebhookSecrets { get; init; }

    /// <summary>The last four characters of each webhook secret, with commas.</summary>
    public string? WebhookSecretEndings { get; init; }

    /// <summary>The last part of the address Stripe sends events to. Says nothing about whose it is.</summary>
    [NotJournaled]
    public required string WebhookName { get; init; }
    public Papers AllowedPapers { get; init; } = Papers.All;
    public bool MatchingSelfie { get; init; }
    public bool LiveCapture { get; init; }

    /// <summary>How often somebody may try with Stripe before the location has to offer another way.</summary>
    public int AttemptLimit { get; init; } = 3;

    /// <summary>Number and expiry of the paper are copied from Stripe, sealed.</summary>
    public bool KeepsNumber { get; init; }

    /// <summary>Days after a check was decided until Stripe is told to forget; null for never by itself.</summary>
    public int? RedactAfterDays { get; init; }

    public bool IsReady => Enabled && !UsesNetwork && SealedKey is not null;
}

/// <summary>Settings as somebody wants them; what is null stays, secrets included.</summary>
public sealed record AccountRequest
{
    public bool? Enabled { get; init; }
    public bool? UsesNetwork { get; init; }
    public string? Key { get; init; }
    public IReadOnlyList<string>? WebhookSecrets { get; init; }
    public Papers? AllowedPapers { get; init; }
    public bool? MatchingSelfie { get; init; }
    public bool? LiveCapture { get; init; }
    public int? AttemptLimit { get; init; }
    public bool? KeepsNumber { get; init; }

    /// <summary>0 for never.</summary>
    public int? RedactAfterDays { get; init; }

    // Whatever prints a record must not print these.
    public override string ToString() => nameof(AccountRequest);
}
