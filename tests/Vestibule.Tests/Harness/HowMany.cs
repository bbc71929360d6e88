using System.Globalization;

namespace Vestibule.Tests.Harness;

/// <summary>How often something random is tried: a moment's worth by hand, more in CI, most in a campaign.</summary>
internal static class HowMany
{
    /// <summary>The share of a whole campaign that is run, 1 being all of it; 0 when none is.</summary>
    /// <exception cref="FormatException">Told in words that are no number: nothing would be tried, and all be green.</exception>
    public static double Campaign { get; } =
        Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") is { Length: > 0 } share
            ? double.Parse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Whether nobody sits and waits.</summary>
    public static bool HasTime => Campaign > 0 || IsCi;

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is "true";

    /// <summary>Part of a campaign is never less than CI does; a stride, of which less is more, is taken as it is.</summary>
    public static int Times(int plain, int ci, int campaign) =>
        Campaign > 0 ? (campaign <= ci ? campaign : Math.Max(ci, (int)(campaign * Campaign)))
        : IsCi ? ci
        : plain;

    /// <summary>For rigs that take a machine of their own for long.</summary>
    public static void OnlyInCampaigns(string what) =>
        Assert.SkipUnless(Campaign > 0, $"{what}: tried in campaigns, ./test --campaign");

    /// <summary>For rigs that mount disks or take minutes: not while somebody waits for a plain run.</summary>
    public static void NotByHand(string what) =>
        Assert.SkipUnless(
            HasTime,
            $"{what}: tried in CI and in campaigns, CI=true ./test or ./test --campaign"
        );
}
