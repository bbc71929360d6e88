using System.Text;
using System.Text.Json;
using Stripe;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What an event that Stripe has signed says about itself. What it says about the session is not believed.</summary>
public sealed record SignedEvent(string Id, string Type, string SessionId, bool Live)
{
    private const long ToleranceSeconds = 300;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The six events of a session. Stripe leaves <c>redacted</c> out of "all events": it has to be asked for by name.</summary>
    private static readonly HashSet<string> Known =
    [
        "identity.verification_session.created",
        "identity.verification_session.processing",
        "identity.verification_session.verified",
        "identity.verification_session.requires_input",
        "identity.verification_session.canceled",
        "identity.verification_session.redacted",
    ];

    public bool IsOfInterest => Known.Contains(Type);

    /// <summary>Null when it is not signed with one of these secrets within the last minutes, or is no event.</summary>
    /// <param name="body">The bytes as they came: signed is what was sent, not what it means.</param>
    public static SignedEvent? Read(
        ReadOnlyMemory<byte> body,
        string? signature,
        IReadOnlyList<string> secrets,
        DateTimeOffset at
    )
    {
        if (string.IsNullOrEmpty(signature) || secrets.Count == 0)
        {
            return null;
        }

        try
        {
            var text = Strict.GetString(body.Span);
            return secrets.Any(secret => IsSigned(text, signature, secret, at))
                ? Parse(body)
                : null;
        }
        catch (Exception malformed)
            when (malformed
                    is DecoderFallbackException
                        or JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
            )
        {
            return null;
        }
    }

    private static bool IsSigned(string text, string signature, string secret, DateTimeOffset at)
    {
        try
        {
            EventUtility.ValidateSignature(
                text,
                signature,
                secret,
                ToleranceSeconds,
                at.ToUnixTimeSeconds()
            );
            return true;
        }
        // The SDK throws whatever its parsing meets: FormatException for t=abc, others for other headers. All mean no.
        catch (Exception no) when (no is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static SignedEvent? Parse(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var said = json.RootElement;
        if (
            said.GetProperty("object").GetString() is not "event"
            || said.GetProperty("id").GetString() is not { } id
            || !StripeName.IsOne(id)
            || said.GetProperty("type").GetString() is not { Length: > 0 } type
        )
        {
            return null;
        }

        var about = said.GetProperty("data").GetProperty("object");
        var session = about.TryGetProperty("id", out var name) ? name.GetString() : null;
        return StripeName.IsOne(session)
            ? new SignedEvent(id, type, session, said.GetProperty("livemode").GetBoolean())
            : null;
    }
}
