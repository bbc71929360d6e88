namespace Vestibule.Providers.StripeIdentity;

/// <summary>What a session is to be made of. Nothing in it is about the person.</summary>
/// <param name="Reference">The check's GUID: how a session is found again from Stripe's side.</param>
/// <param name="ReturnTo">Where the browser comes back to.</param>
public sealed record SessionOrder(
    string Reference,
    string IdempotencyKey,
    Uri ReturnTo,
    StripeAccount Account
)
{
    public override string ToString() => Reference;
}
