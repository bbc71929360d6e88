namespace Vestibule.Tests.House;

/// <summary>A rule of the house.</summary>
/// <param name="Why">Said with every breach, so that who meets it learns what to do instead.</param>
/// <param name="Breaches">Looks at a whole tree and names what breaks the rule.</param>
public sealed record Rule(
    string Name,
    string Why,
    Func<IReadOnlyList<SourceFile>, IEnumerable<string>> Breaches
)
{
    public override string ToString() => Name;

    public IReadOnlyList<string> Check(IReadOnlyList<SourceFile> tree) =>
        [.. Breaches(tree).Select(breach => $"{breach}. {Why}")];
}
