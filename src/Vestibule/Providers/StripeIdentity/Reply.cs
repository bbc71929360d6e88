namespace Vestibule.Providers.StripeIdentity;

/// <summary>What came of asking Stripe something.</summary>
public abstract record Reply<T>
{
    private Reply() { }

    public sealed record Answered(T Value) : Reply<T>;

    /// <summary>Stripe knows no such thing under this key.</summary>
    public sealed record Gone : Reply<T>;

    /// <summary>The key is wrong, or may not do that.</summary>
    public sealed record Denied : Reply<T>;

    /// <summary>Stripe says that this cannot be done now; <paramref name="Code"/> is its word for why.</summary>
    public sealed record Refused(string? Code) : Reply<T>;

    /// <summary>No answer, or one that says to come back later.</summary>
    /// <param name="Kept">Stripe failed after it had begun, and repeats that under the same idempotency key.</param>
    public sealed record Away(bool Kept) : Reply<T>;
}
