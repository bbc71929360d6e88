using System.Text.RegularExpressions;

namespace Vestibule.Tests.House;

/// <summary>What a file is, by the grammar of the house.</summary>
public enum Kind
{
    /// <summary>Holds state and rules.</summary>
    Thing,

    /// <summary>A use case several doors share.</summary>
    Deed,

    /// <summary>Has a route, a page or a worker.</summary>
    Door,

    /// <summary>How outcomes become answers: what several doors share and nobody else knows.</summary>
    Answer,
}

/// <summary>One text of the project. <paramref name="Path"/> is relative to its root, with forward slashes.</summary>
public sealed partial record SourceFile(string Path, string Text)
{
    private const string Server = "src/Vestibule/";

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsServerCode => IsCode && Path.StartsWith(Server, StringComparison.Ordinal);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The room it stands in, e.g. <c>Vault</c> or <c>Providers/StripeIdentity</c>; empty for Program.cs and its like.</summary>
    public string Room
    {
        get
        {
            var parts = IsServerCode ? Path[Server.Length..].Split('/') : [];
            return parts switch
            {
                ["Providers", var provider, _, ..] => $"Providers/{provider}",
                [var room, _, ..] => room,
                _ => "",
            };
        }
    }

    public Kind Kind =>
        HousePlan.Things.ContainsKey(Path) ? Kind.Thing
        : HousePlan.SharedByDeeds.ContainsKey(Path) ? Kind.Deed
        : HousePlan.SharedByDoors.ContainsKey(Path) ? Kind.Answer
        : Door().IsMatch(Code) ? Kind.Door
        : Answer().IsMatch(Code) ? Kind.Answer
        : HousePlan.Verbs.Any(verb => Regex.IsMatch(Name, $"^{verb}(?![a-z])")) ? Kind.Deed
        : Kind.Thing;

    /// <summary>The text without comments and without the insides of strings: prose may mention anything.</summary>
    public string Code => _code ??= Strings().Replace(Comments().Replace(Text, " "), "\"\"");

    /// <summary>Rooms it names, in a using line or in full.</summary>
    public IEnumerable<string> Imports =>
        Rooms().Matches(Code).Select(RoomNamed).Where(room => room != Room).Distinct();

    /// <summary>Namespaces of its using lines.</summary>
    public IEnumerable<string> Usings =>
        UsingLines().Matches(Code).Select(line => line.Groups["name"].Value);

    private string? _code;

    private static string RoomNamed(Match match) =>
        match.Groups["room"].Value is "Providers"
            ? $"Providers/{match.Groups["inner"].Value}"
            : match.Groups["room"].Value;

    [GeneratedRegex(
        @"\bIEndpointRouteBuilder\b|:\s*[^{;]*\b(?:BackgroundService|Recurring)\b|\bMap(?:Get|Post|Put|Delete|Methods)\("
    )]
    private static partial Regex Door();

    [GeneratedRegex(@"\bIResult\b")]
    private static partial Regex Answer();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"", RegexOptions.Singleline)]
    private static partial Regex Strings();

    [GeneratedRegex(@"(?<!namespace\s)\bVestibule\.(?<room>[A-Z]\w*)(?:\.(?<inner>[A-Z]\w*))?")]
    private static partial Regex Rooms();

    [GeneratedRegex(
        @"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?<name>[A-Z][\w.]*)",
        RegexOptions.Multiline
    )]
    private static partial Regex UsingLines();
}
