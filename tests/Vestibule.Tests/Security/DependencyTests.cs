using System.Text.Json.Nodes;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>What the server is made of besides its own code.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-3-Clause", "PostgreSQL"];

    [Fact]
    public void EveryPackageAskedForIsInTheInventory()
    {
        var listed = Lines("docs/dependencies.csv")
            .Skip(1)
            .Select(line => line.Split(','))
            .ToList();
        var asked = Lock()
            .Where(package => package.Value!["type"]!.GetValue<string>() is "Direct")
            .Select(package => package.Key)
            .Distinct();
        listed.Select(cells => cells[0]).Order().ShouldBe(asked.Order());
        listed.ShouldAllBe(cells => cells.Length == 4 && cells.All(cell => cell.Length > 0));
        listed.ShouldAllBe(cells =>
            cells[1]
                .Split(' ', StringSplitOptions.None)
                .All(word => word == "and" || Licences.Contains(word) || word.StartsWith("LGPL"))
        );
    }

    [Fact]
    public void EveryPackageIsPinnedWithItsDigest()
    {
        var packages = Lock()
            .Where(package => package.Value!["type"]!.GetValue<string>() is not "Project");
        packages.ShouldAllBe(package =>
            package.Value!["resolved"] != null && package.Value["contentHash"] != null
        );
    }

    [Fact]
    public void AnAdvisoryFailsTheBuildAndNothingElseIsAskedForPackages()
    {
        var props = string.Join('\n', Lines("Directory.Build.props"));
        props.ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        props.ShouldContain("<NuGetAudit>true</NuGetAudit>");
        props.ShouldContain("<NuGetAuditMode>all</NuGetAuditMode>");
        props.ShouldContain("<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        var all = Directory
            .EnumerateFiles(Golden.Root, "*.*proj", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Append(props);
        all.ShouldAllBe(text => !text.Contains("NU190") && !text.Contains("RestoreSources"));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Lock() =>
        new[] { "Vestibule", "Vestibule.Vision" }.SelectMany(project =>
            JsonNode.Parse(
                File.ReadAllText(Path.Combine(Golden.Root, $"src/{project}/packages.lock.json"))
            )!["dependencies"]!["net10.0"]!.AsObject()
        );

    private static string[] Lines(string path) =>
        File.ReadAllLines(Path.Combine(Golden.Root, path));
}
