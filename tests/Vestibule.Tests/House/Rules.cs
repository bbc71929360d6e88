namespace Vestibule.Tests.House;

/// <summary>The rules of docs/house.md and STYLE.md that a machine can mind.</summary>
public static class Rules
{
    public static readonly IReadOnlyList<Rule> All = [.. ImportRules.All, .. TidyRules.All];
}
