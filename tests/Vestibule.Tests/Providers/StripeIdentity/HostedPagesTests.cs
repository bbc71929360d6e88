using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Where members may be sent.</summary>
public sealed class HostedPagesTests
{
    [Theory]
    [InlineData("https://verify.stripe.com/start/x", true)]
    [InlineData("https://stripe.com/", true)]
    [InlineData("http://verify.stripe.com/start/x", false)]
    [InlineData("https://verify.stripe.com.example/", false)]
    [InlineData("https://evilstripe.com/", false)]
    [InlineData("https://verify.stripe.com@example.com/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://127.0.0.1:12111/hosted", false)]
    public void OnlyStripesHostsAreGoneTo(string address, bool may)
    {
        new HostedPages(null).Holds(new Uri(address)).ShouldBe(may);
        new HostedPages(new Uri("https://127.0.0.1:12111"))
            .Holds(new Uri(address))
            .ShouldBe(may || address.Contains(":12111", StringComparison.Ordinal));
    }
}
