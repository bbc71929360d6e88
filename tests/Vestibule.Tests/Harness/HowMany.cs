namespace Vestibule.Tests.Harness;

/// <summary>How often something random is tried: a moment's worth by hand, more in CI, most in a campaign.</summary>
internal static class HowMany
{
    public static int Times(int plain, int ci, int campaign) =>
        Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") is "1" ? campaign
        : Environment.GetEnvironmentVariable("CI") is "true" ? ci
        : plain;

    /// <summary>For rigs that take a machine of their own: beside other tests they wait more than they try.</summary>
    public static void OnlyInCampaigns(string what) =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") is "1",
            $"{what}: tried in campaigns, ./test --campaign"
        );
}
