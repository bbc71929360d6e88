namespace Vestibule.Providers.StripeIdentity;

/// <summary>Where members may be sent: Stripe's own pages, and those of whatever stands in for it.</summary>
/// <param name="standIn">Another address of Stripe's API; null for Stripe's own.</param>
public sealed class HostedPages(Uri? standIn)
{
    private const string Domain = "stripe.com";

    /// <summary>
    /// What members' pages may load and where their forms may lead; a browser holds the redirect after a form to it too.
    /// </summary>
    public string Policy =>
        "default-src 'none'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + $"form-action 'self' https://*.{Domain}"
        + (standIn is null ? "" : $" {standIn.GetLeftPart(UriPartial.Authority)}");

    public bool Holds(Uri url) =>
        standIn is not null && url.Authority == standIn.Authority
        || url.Scheme is "https"
            && (url.Host == Domain || url.Host.EndsWith($".{Domain}", StringComparison.Ordinal));
}
