using System.Text.Json;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Wire;

/// <summary>How a location's settings for Stripe Identity are shown: of secrets the last four characters.</summary>
public static class StripeAccountRecord
{
    /// <param name="own">The location's row; null when it has none.</param>
    /// <param name="used">Whose settings count; null when nothing is set up.</param>
    public static Action<Utf8JsonWriter> Shown(
        long business,
        StripeAccount? own,
        StripeAccount? used
    ) =>
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("BusinessId", business);
            json.WriteString(
                "Source",
                used is null ? "none"
                    : used.BusinessId == business ? "own"
                    : "network"
            );
            json.WriteBoolean("Ready", used is not null);
            json.WriteBoolean("Enabled", own?.Enabled ?? false);
            json.WriteBoolean("UsesNetwork", own?.UsesNetwork ?? business != FindAccount.Network);
            json.WriteString("RestrictedKeyEnding", own?.KeyEnding);
            json.WriteString(
                "Mode",
                own?.SealedKey is null ? null
                    : own.Live ? "live"
                    : "test"
            );
            json.WriteStartArray("WebhookSecretEndings");
            foreach (var ending in own?.WebhookSecretEndings?.Split(',') ?? [])
            {
                json.WriteStringValue(ending);
            }

            json.WriteEndArray();
            json.WriteString(
                "WebhookPath",
                own is null ? null : $"/webhooks/stripe/{own.WebhookName}"
            );
            var allowed = own?.AllowedPapers ?? Papers.All;
            json.WriteStartArray("AllowedDocumentTypes");
            foreach (
                var (_, name) in StripeAccountBody.PaperNames.Where(one =>
                    allowed.HasFlag(one.Paper)
                )
            )
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteBoolean("MatchingSelfie", own?.MatchingSelfie ?? false);
            json.WriteBoolean("LiveCapture", own?.LiveCapture ?? false);
            json.WriteNumber("AttemptLimit", own?.AttemptLimit ?? 3);
            json.WriteBoolean("KeepsNumber", own?.KeepsNumber ?? false);
            json.WriteNumber("RedactAfterDays", own?.RedactAfterDays ?? 0);
            json.WriteEndObject();
        };
}
