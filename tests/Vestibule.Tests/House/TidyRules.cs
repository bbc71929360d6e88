using System.Text.RegularExpressions;

namespace Vestibule.Tests.House;

/// <summary>What keeps files readable.</summary>
internal static partial class TidyRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new(
            "every using is asked for",
            "Usings nobody wrote hide what a file touches: keep the <Using Remove> lines, and write no global using.",
            tree => UnaskedUsings(tree)
        ),
        new(
            "namespace is folder",
            "Who knows a name knows where it stands.",
            tree =>
                from file in tree
                where file.IsCode
                from said in Namespace()
                    .Matches(file.Text)
                    .Take(1)
                    .Select(match => match.Groups["name"].Value)
                where said != NamespaceOf(file.Path)
                select $"{file.Path} says {said}, and its folder {NamespaceOf(file.Path)}"
        ),
        new(
            "files stay short",
            $"Over {HousePlan.LongestFile} lines a file has two subjects: part them, or list it in HousePlan.LongFiles with a reason.",
            tree =>
                from file in tree
                where file.IsCode && !HousePlan.LongFiles.ContainsKey(file.Path)
                let lines = file.Text.Split('\n').Length - 1
                where lines > HousePlan.LongestFile
                select $"{file.Path} has {lines} lines"
        ),
        new(
            "no empty names",
            "The ending says nothing: name it by what it is, or by what it does.",
            tree => EmptyNames(tree)
        ),
        new(
            "what recurs is Recurring",
            "A hosted loop that lets an exception out stops the server: derive it from Recurring, which lets none out.",
            tree =>
                from file in tree
                where
                    file.IsServerCode
                    && file.Name is not "Recurring"
                    && file.Code.Contains("BackgroundService", StringComparison.Ordinal)
                select $"{file.Path} is a BackgroundService"
        ),
        new(
            "no session keeps anything",
            "PostgreSQL's connections go from one request to the next as they are: set it for the transaction (SET LOCAL, pg_advisory_xact_lock), or on a connection outside the pool.",
            tree =>
                from file in tree
                where file.IsServerCode && !HousePlan.OwnConnections.Contains(file.Path)
                from Match match in OfSession().Matches(file.Text)
                select $"{file.Path} says {match.Value}"
        ),
        new(
            "no places of a workstation",
            "Nobody else has that folder.",
            tree =>
                from file in tree
                from place in HousePlan.WorkstationPlaces
                where
                    file.Text.Contains(place, StringComparison.Ordinal)
                    && file.Name is not "HousePlan"
                select $"{file.Path} names {place}"
        ),
    ];

    [GeneratedRegex(
        @"[""; ](SET (?!LOCAL )[a-z_]+ (=|TO) |LISTEN [a-z]|CREATE TEMP|pg_(try_)?advisory_lock\()"
    )]
    private static partial Regex OfSession();

    private static IEnumerable<string> UnaskedUsings(IReadOnlyList<SourceFile> tree)
    {
        var props = tree.Where(file => file.Name is "Directory.Build")
            .Select(file => file.Text)
            .FirstOrDefault("");
        return HousePlan
            .UnaskedUsings.Where(name =>
                !props.Contains($"<Using Remove=\"{name}\" />", StringComparison.Ordinal)
            )
            .Select(name => $"Directory.Build.props no longer removes {name}")
            .Concat(
                from file in tree
                where file.IsServerCode && GlobalUsing().IsMatch(file.Code)
                select $"{file.Path} has a global using"
            );
    }

    private static IEnumerable<string> EmptyNames(IEnumerable<SourceFile> tree) =>
        from file in tree
        where file.IsCode
        let types = TypeNames().Matches(file.Code).Select(match => match.Groups["name"].Value)
        from name in types
            .Append(file.Name)
            .Where(EndsEmpty)
            .Concat(file.Path.Split('/')[..^1].Intersect(HousePlan.EmptyFolders))
            .Distinct()
        select $"{file.Path}: {name}";

    private static bool EndsEmpty(string name) =>
        HousePlan.EmptySuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    private static string NamespaceOf(string path) =>
        Path.GetDirectoryName(path)!
            .Replace("src/", "")
            .Replace("tests/", "")
            .Replace("benchmarks/", "")
            .Replace('/', '.');

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*global\s+using", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(
        @"\b(?:class|record|struct|interface|enum)\s+(?:class\s+|struct\s+)?(?<name>[A-Z]\w*)"
    )]
    private static partial Regex TypeNames();
}
