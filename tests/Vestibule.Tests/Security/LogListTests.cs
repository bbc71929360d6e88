using System.Text.RegularExpressions;
using Vestibule.Tests.Harness;
using Vestibule.Tests.House;

namespace Vestibule.Tests.Security;

/// <summary><c>docs/logs.md</c> is every event the server can log, written from its code.</summary>
public sealed partial class LogListTests
{
    private static readonly string[] Persons =
    [
        "Email",
        "Name",
        "FullName",
        "Password",
        "Token",
        "Secret",
        "Body",
        "Query",
        "Number",
        "Path",
        "Url",
    ];

    [Fact]
    public void ThePageListsEveryEvent() => Golden.Compare("docs/logs.md", Written());

    [Fact]
    public void NoEventHasAPlaceForPersonsOrSecrets()
    {
        var places = Events().SelectMany(one => Places().Matches(one.Message)).ToList();
        places.Count.ShouldBeGreaterThan(3);
        places.Select(place => place.Groups[1].Value).Intersect(Persons).ShouldBeEmpty();
    }

    private static string Written() =>
        "# Log events\n\nWritten from the code; a test fails when it is stale. Frameworks add lines of their own from warnings up.\n\n| Room | Level | Event |\n|---|---|---|\n"
        + string.Concat(Events().Select(one => $"| {one.Room} | {one.Level} | {one.Message} |\n"));

    private static IEnumerable<(string Room, string Level, string Message)> Events() =>
        from file in SourceTree.Project
        where file.IsServerCode
        orderby file.Path
        from Match found in Attributes().Matches(file.Text).Concat(Calls().Matches(file.Text))
        let words = Strings().Matches(found.Groups["rest"].Value)
        select (
            file.Room,
            found.Groups["level"].Value,
            string.Concat(words.Select(word => word.Groups[1].Value)).TrimEnd('.')
        );

    [GeneratedRegex(
        @"\[LoggerMessage\(\s*(?:\d+,\s*)?(?:Level = )?LogLevel\.(?<level>\w+),(?<rest>.*?)\)\]",
        RegexOptions.Singleline
    )]
    private static partial Regex Attributes();

    [GeneratedRegex(
        @"\.Log(?<level>Critical|Error|Warning|Information)\((?<rest>.*?)\);",
        RegexOptions.Singleline
    )]
    private static partial Regex Calls();

    [GeneratedRegex("\"((?:\\\\.|[^\"\\\\])*)\"")]
    private static partial Regex Strings();

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Places();
}
