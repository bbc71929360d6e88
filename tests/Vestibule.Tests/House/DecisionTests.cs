using System.Globalization;

namespace Vestibule.Tests.House;

/// <summary>Pages name decisions by their numbers, so each has one of its own, the same in its name and its title.</summary>
public sealed class DecisionTests
{
    [Fact]
    public void EachHasANumberOfItsOwn()
    {
        var pages = Directory
            .GetFiles(Path.Combine(SourceTree.Root, "docs", "decisions"))
            .Order(StringComparer.Ordinal)
            .ToList();
        pages
            .Select(page => Number(Path.GetFileName(page)[..4]))
            .ShouldBe(Enumerable.Range(1, pages.Count));
        foreach (var page in pages)
        {
            Number(File.ReadLines(page).First()[2..].Split('.', ' ')[0])
                .ShouldBe(Number(Path.GetFileName(page)[..4]), page);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
