namespace Vestibule.Tests.Harness;

/// <summary>How often something random is tried: a moment's worth by hand, more in CI, most in a campaign.</summary>
internal static class HowMany
{
    public static int Times(int plain, int ci, int campaign) =>
        Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") is "1" ? campaign
        : Environment.GetEnvironmentVariable("CI") is "true" ? ci
        : plain;

    /// <summary>For rigs that take a machine of their own for long.</summary>
    public static void OnlyInCampaigns(string what) =>
        Assert.SkipUnless(
            Times(0, ci: 0, campaign: 1) == 1,
            $"{what}: tried in campaigns, ./test --campaign"
        );

    /// <summary>For rigs that mount disks or take minutes: not while somebody waits for a plain run.</summary>
    public static void NotByHand(string what) =>
        Assert.SkipUnless(
            Times(0, ci: 1, campaign: 1) == 1,
            $"{what}: tried in CI and in campaigns, CI=true ./test or ./test --campaign"
        );
}
