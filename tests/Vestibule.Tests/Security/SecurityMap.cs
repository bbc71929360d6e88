using System.Reflection;
using System.Text;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>One line of <c>docs/asvs.csv</c>: a requirement of OWASP ASVS 5.0.0, and what stands for it here.</summary>
/// <param name="Applies"><c>yes</c>, <c>no</c>, or <c>later</c>: to a part of the product that is not there yet.</param>
/// <param name="Tests"><c>Class.Method</c> each.</param>
public sealed record Requirement(
    string Id,
    int Level,
    string Applies,
    string Why,
    string Control,
    IReadOnlyList<string> Tests,
    string Met
)
{
    public bool IsMet => Met is "yes";
}

/// <summary>The map of requirements: how it is read, and what may be wrong with it.</summary>
internal static class SecurityMap
{
    public const string File = "docs/asvs.csv";
    private const string Header = "id,level,applies,why,control,test,met";

    /// <summary>Ids and levels of all requirements of the edition, in its order.</summary>
    public static IReadOnlyList<(string Id, int Level)> Edition { get; } =
    [
        .. Lines("tests/Vestibule.Tests/Security/asvs-ids.txt")
            .Select(line => line.Split(' '))
            .Select(parts => (parts[0], int.Parse(parts[1]))),
    ];

    public static IReadOnlyList<Requirement> Read() => Parse(Lines(File));

    public static IReadOnlyList<Requirement> Parse(IReadOnlyList<string> lines)
    {
        lines[0].ShouldBe(Header, $"first line of {File}");
        return [.. lines.Skip(1).Select(Row)];
    }

    public static IEnumerable<string> Problems(IReadOnlyList<Requirement> map)
    {
        var given = map.Select(row => (row.Id, row.Level)).ToList();
        foreach (var (id, level) in Edition.Except(given))
            yield return $"{id} of level {level} has no row";
        foreach (var (id, level) in given.Except(Edition))
            yield return $"{id} of level {level} is not in the edition";
        foreach (var twice in given.GroupBy(row => row).Where(same => same.Count() > 1))
            yield return $"{twice.Key.Id} has {twice.Count()} rows";
        foreach (var row in map)
        foreach (var problem in Problems(row))
            yield return $"{row.Id} {problem}";
    }

    private static IEnumerable<string> Problems(Requirement row)
    {
        if (row.Applies is not ("yes" or "no" or "later"))
            yield return $"says \"{row.Applies}\" where only yes, no or later can stand";
        if (row.Met is not ("yes" or "no"))
            yield return $"says \"{row.Met}\" where only yes or no can stand";
        if (row.Why.Length == 0)
            yield return "does not say why";
        if (row is { IsMet: true, Applies: not "yes" })
            yield return "cannot be met where it does not apply";
        if (row is { IsMet: true, Control.Length: 0 } or { IsMet: true, Tests.Count: 0 })
            yield return "is met by nothing: name the control and a test that shows it";
        foreach (var test in row.Tests.Where(test => !Tests.Contains(test)))
            yield return $"names {test}, which is no test";
    }

    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(SecurityMap).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where method.GetCustomAttributes<FactAttribute>().Any()
        select $"{type.Name}.{method.Name}",
    ];

    private static Requirement Row(string line)
    {
        var cells = Cells(line);
        cells.Count.ShouldBe(Header.Split(',').Length, line);
        return new Requirement(
            cells[0],
            int.Parse(cells[1]),
            cells[2],
            cells[3],
            cells[4],
            cells[5].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            cells[6]
        );
    }

    /// <summary>Cells of one line of RFC 4180; none of ours holds a line break.</summary>
    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] is '"' && i + 1 < line.Length && line[i + 1] is '"')
                cell.Append(line[i++]);
            else if (line[i] is '"')
                quoted = !quoted;
            else if (line[i] is ',' && !quoted)
                (_, cell) = (Add(cells, cell), new StringBuilder());
            else
                cell.Append(line[i]);
        }

        Add(cells, cell);
        return cells;
    }

    private static bool Add(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString());
        return true;
    }

    private static string[] Lines(string path) =>
        System
            .IO.File.ReadAllText(Path.Combine(Golden.Root, path))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
