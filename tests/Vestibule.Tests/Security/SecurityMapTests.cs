namespace Vestibule.Tests.Security;

/// <summary>The map of ASVS requirements is whole and honest as far as a machine can tell.</summary>
public sealed class SecurityMapTests(ITestOutputHelper output)
{
    /// <summary>How many rows of levels 1 and 2 stand by a test; raised with each that is won, never lowered.</summary>
    private const int MetAtLeast = 168;

    [Fact]
    public void EveryRequirementHasARowThatHolds() =>
        SecurityMap.Problems(SecurityMap.Read()).ShouldBeEmpty($"in {SecurityMap.File}");

    [Fact]
    public void WhatIsMetStaysMet()
    {
        var map = SecurityMap.Read();
        foreach (var level in map.GroupBy(row => row.Level).OrderBy(level => level.Key))
            output.WriteLine(
                $"level {level.Key}: {level.Count(row => row.IsMet)} met, {level.Count(row => row is { Applies: "yes", IsMet: false })} open, {level.Count(row => row.Applies is "later")} later, {level.Count(row => row.Applies is "no")} not applicable"
            );
        map.Count(row => row is { IsMet: true, Level: < 3 })
            .ShouldBeGreaterThanOrEqualTo(MetAtLeast);
    }

    [Theory]
    [InlineData("V1.1.1,2,yes,why,control,SecurityMapTests.NoSuch,yes", "V1.1.1 names")]
    [InlineData("V1.1.1,2,yes,why,control,SecurityMap.Parse,yes", "V1.1.1 names")]
    [InlineData("V1.1.1,1,yes,why,,,no", "V1.1.1 of level 1 is not in the edition")]
    [InlineData("V99.1.1,1,yes,why,,,no", "V99.1.1 of level 1 is not in the edition")]
    [InlineData("V1.1.1,2,yes,why,control,,yes", "V1.1.1 is met by nothing")]
    [InlineData("V1.1.1,2,no,why,control,SecurityMapTests.BreaksOn,yes", "V1.1.1 cannot be met")]
    [InlineData("V1.1.1,2,yes,,,,no", "V1.1.1 does not say why")]
    [InlineData("V1.1.1,2,perhaps,why,,,no", "V1.1.1 says \"perhaps\"")]
    [InlineData("V1.1.1,2,yes,\"why, \"\"so\"\"\",,,no", "V1.1.2 of level 2 has no row")]
    public void BreaksOn(string row, string problem) =>
        SecurityMap
            .Problems(SecurityMap.Parse(["id,level,applies,why,control,test,met", row]))
            .ShouldContain(told => told.StartsWith(problem, StringComparison.Ordinal));
}
