namespace Vestibule.Tests.Harness;

/// <summary>Files under review that code writes: a test compares, and writes them anew when asked to.</summary>
internal static class Golden
{
    private const string Refresh = "VESTIBULE_REFRESH";

    /// <param name="path">Relative to the repository.</param>
    public static void Compare(string path, string text)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        var stored = File.Exists(file) ? File.ReadAllText(file) : "";
        stored.ShouldBe(
            text,
            $"{path} is stale. Look at the difference; if it is meant, run the test with {Refresh}=1 and commit the file."
        );
    }

    /// <summary>Folder of the repository.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Vestibule.slnx"))
            ? folder
            : Above(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException(
                        "The repository was not found above the tests."
                    )
            );
}
