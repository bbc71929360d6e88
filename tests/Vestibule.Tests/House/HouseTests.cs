namespace Vestibule.Tests.House;

/// <summary>The concierge: the real tree keeps every rule, and every rule has been seen to break.</summary>
public sealed class HouseTests
{
    public static TheoryData<string> RuleNames => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void TheHouseKeeps(string rule) =>
        string.Join("\n", Named(rule).Check(SourceTree.Project)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void BreaksOn(string rule)
    {
        var cases = BrokenHouses.Of(rule);
        cases.ShouldNotBeEmpty(
            "a rule nobody has seen fail guards nothing: add its red case to BrokenHouses"
        );
        foreach (var (tree, guilty) in cases)
        {
            var breaches = Named(rule).Check(tree);
            breaches.Count.ShouldBe(1, $"{guilty}: {string.Join("\n", breaches)}");
            breaches[0].ShouldContain(guilty);
        }
    }

    [Fact]
    public void LongFilesAreStillLong()
    {
        foreach (var path in HousePlan.LongFiles.Keys)
        {
            var file = SourceTree.Project.SingleOrDefault(file => file.Path == path);
            file.ShouldNotBeNull($"{path} is gone: take it off HousePlan.LongFiles");
            (file.Text.Split('\n').Length - 1).ShouldBeGreaterThan(HousePlan.LongestFile, path);
        }
    }

    private static Rule Named(string name) => Rules.All.Single(rule => rule.Name == name);
}
