using System.Text.Json.Nodes;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>An event as Stripe sends it: the session as it was then.</summary>
internal sealed record DoubleEvent(
    string Id,
    string Type,
    DoubleSession Session,
    bool Live,
    string Snapshot
)
{
    public string Json =>
        new JsonObject
        {
            ["id"] = Id,
            ["object"] = "event",
            ["api_version"] = "2026-10-28.endive",
            ["created"] = 1_700_000_000,
            ["livemode"] = Live,
            ["pending_webhooks"] = 1,
            ["type"] = Type,
            ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
            ["data"] = new JsonObject { ["object"] = JsonNode.Parse(Snapshot) },
        }.ToJsonString();
}
