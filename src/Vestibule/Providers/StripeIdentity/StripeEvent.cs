namespace Vestibule.Providers.StripeIdentity;

/// <summary>One event Stripe has sent. It says that there is news, never what the news is.</summary>
public sealed record StripeEvent
{
    public long Id { get; set; }
    public required long AccountId { get; init; }

    /// <summary>Stripe's name of it; once for each account.</summary>
    public required string EventId { get; init; }
    public required string SessionId { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset ReceivedOn { get; init; }
    public DateTimeOffset? HandledOn { get; init; }
}
