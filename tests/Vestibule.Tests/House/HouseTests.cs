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
    public void ExceptionsGoWhenTheirFilesGo()
    {
        var paths = SourceTree.Project.Select(file => file.Path).ToHashSet();
        HousePlan
            .LongFiles.Concat(HousePlan.Things)
            .Concat(HousePlan.SharedByDeeds)
            .Concat(HousePlan.SharedByDoors)
            .Where(exception => !paths.Contains(exception.Key) || exception.Value.Length == 0)
            .ShouldBeEmpty("take the path off its list in HousePlan, or give its reason");
    }

    [Fact]
    public void LongFilesAreStillLong() =>
        SourceTree
            .Project.Where(file => HousePlan.LongFiles.ContainsKey(file.Path))
            .Where(file => file.Text.Split('\n').Length - 1 <= HousePlan.LongestFile)
            .Select(file => file.Path)
            .ShouldBeEmpty("they have become short enough: take them off HousePlan.LongFiles");

    private static Rule Named(string name) => Rules.All.Single(rule => rule.Name == name);
}
