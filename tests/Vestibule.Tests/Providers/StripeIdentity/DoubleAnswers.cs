using System.Text.Json.Nodes;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>A key that opens the double, and what it may do there.</summary>
internal sealed record DoubleKey(
    string Secret,
    bool Reads = true,
    bool Writes = true,
    bool Details = true,
    bool Files = true,
    bool Balance = false,
    string Account = "acct_1"
)
{
    public bool Live => Secret.Contains("_live_", StringComparison.Ordinal);
}

/// <summary>One request the double has had.</summary>
internal sealed record Asked(
    string Method,
    string Path,
    string Key,
    string? Idempotency,
    bool Measured = false
);

/// <summary>What goes wrong with a request; <paramref name="After"/> it was carried out.</summary>
internal sealed record Fault(int Status, bool After = false, bool Drop = false)
{
    /// <summary>Waited for between the answer's being given and its being sent.</summary>
    public Func<Task>? OnItsWay { get; init; }

    /// <summary>What is answered in Stripe's place; null for an error in its form.</summary>
    public string? Body { get; init; }
}

/// <summary>Errors in Stripe's form.</summary>
internal static class DoubleAnswers
{
    public static readonly (int Status, string Body) Denied = Error(
        403,
        "invalid_request_error",
        "more_permissions_required"
    );

    public static (int Status, string Body) Error(int status, string type, string? code) =>
        (
            status,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["type"] = type,
                    ["code"] = code,
                    ["message"] = "The double says no.",
                },
            }.ToJsonString()
        );
}
