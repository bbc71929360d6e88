using System.Globalization;
using System.Text.RegularExpressions;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Wire;

/// <summary>A location's settings for Stripe Identity: how they are sent, and how they are shown. Secrets go in and never out.</summary>
public static partial class StripeAccountBody
{
    public const string Entity = "StripeAccount";
    public const string Path = "/api/vestibule/businesses/{id}/stripe";
    private const int MostAttempts = 20;
    private const int MostDays = 3650;

    internal static readonly (Papers Paper, string Name)[] PaperNames =
    [
        (Papers.Passport, "Passport"),
        (Papers.DrivingLicence, "DriversLicense"),
        (Papers.IdCard, "IdCard"),
    ];

    /// <summary>The location in the address, 0 for the network, which is for full administrators; null when this caller sees none.</summary>
    public static async Task<long?> Location(string id, WriteRequest write)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return number == FindAccount.Network
            ? (write.Caller.Grants.IsFull ? number : null)
            : (await write.Find(Businesses.Resource, number))?.Id;
    }

    public static AccountRequest? Read(Body body, out IReadOnlyList<FieldError> errors)
    {
        var read = new Reading(body);
        var asked = new AccountRequest
        {
            Enabled = read.Flag("Enabled"),
            UsesNetwork = read.Flag("UsesNetwork"),
            Key = Secret(read, "RestrictedKey", ReadKey(read), KeyForm()),
            WebhookSecrets = WebhookSecrets(read),
            AllowedPapers = AllowedPapers(read),
            MatchingSelfie = read.Flag("MatchingSelfie"),
            LiveCapture = read.Flag("LiveCapture"),
            AttemptLimit = Number(read, "AttemptLimit", 1, MostAttempts),
            KeepsNumber = read.Flag("KeepsNumber"),
            RedactAfterDays = Number(read, "RedactAfterDays", 0, MostDays),
        };
        // What is wrong with a secret is said without the secret.
        errors =
        [
            .. read.Errors.Select(error =>
                error.Property is "RestrictedKey" or "WebhookSecrets"
                    ? error with
                    {
                        Attempted = null,
                    }
                    : error
            ),
        ];
        return read.Failed ? null : asked;
    }

    private static string? ReadKey(Reading read) =>
        read.Text("RestrictedKey", Reading.LongestName) is { } key
            ? key.StartsWith("pk_", StringComparison.Ordinal)
                ? read.Refuse<string?>(
                    "RestrictedKey",
                    "is a publishable key; a restricted key begins with rk_",
                    null
                )
                : key
            : null;

    private static string? Secret(Reading read, string member, string? text, Regex form) =>
        // Empty is what is left of one that was refused before.
        text is null or ""
        || form.IsMatch(text)
            ? text
            : read.Refuse<string?>(
                member,
                "is not a restricted key like rk_test_… or rk_live_…",
                null
            );

    private static IReadOnlyList<string>? WebhookSecrets(Reading read)
    {
        const string member = "WebhookSecrets";
        var secrets = read.Texts(member);
        if (secrets is { Count: > 2 })
        {
            read.Refuse(member, "holds more than two: one, and another while it takes its place");
        }
        else if (secrets?.All(secret => WebhookForm().IsMatch(secret)) is false)
        {
            read.Refuse(member, "is not a list of webhook secrets like whsec_…");
        }

        return secrets;
    }

    private static Papers? AllowedPapers(Reading read)
    {
        const string member = "AllowedDocumentTypes";
        if (read.Texts(member) is not { } names)
        {
            return null;
        }

        var papers = Papers.None;
        foreach (var name in names)
        {
            papers |= PaperNames
                .Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(one => one.Paper)
                .FirstOrDefault();
        }

        return
            papers is Papers.None
            || names.Any(name =>
                !PaperNames.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            )
            ? read.Refuse<Papers?>(
                member,
                $"is not a list of {string.Join(", ", PaperNames.Select(one => one.Name))}",
                null
            )
            : papers;
    }

    private static int? Number(Reading read, string member, int from, int to) =>
        read.Text(member) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= from
        && number <= to
            ? number
        : read.Refuse<int?>(member, $"is not a whole number from {from} to {to}", null);

    [GeneratedRegex(
        @"^[rs]k_(?:test|live)_[A-Za-z0-9_]{8,240}\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex KeyForm();

    [GeneratedRegex(
        @"^whsec_[A-Za-z0-9+/=_-]{8,240}\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WebhookForm();
}
