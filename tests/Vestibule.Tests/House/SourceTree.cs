namespace Vestibule.Tests.House;

/// <summary>The project's own texts.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs =
    [
        "bin",
        "obj",
        ".git",
        ".run",
        "data",
        "data-demo",
        "TestResults",
        // Written by a tool.
        "Migrations",
    ];

    private static readonly string[] Texts =
    [
        ".cs",
        ".razor",
        ".props",
        ".csproj",
        ".slnx",
        ".md",
        ".json",
        ".http",
        ".css",
        ".js",
        ".txt",
        ".yml",
        ".editorconfig",
        ".gitignore",
        "",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Project { get; } = [.. Read(new DirectoryInfo(Root))];

    private static IEnumerable<SourceFile> Read(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file =>
                Texts.Contains(file.Extension) && file.Name is not (".git" or "packages.lock.json")
            )
            .Select(file => new SourceFile(
                Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'),
                File.ReadAllText(file.FullName)
            ))
            .Concat(
                folder
                    .EnumerateDirectories()
                    .Where(inner => !NotOurs.Contains(inner.Name))
                    .SelectMany(Read)
            );

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vestibule.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
