using System.Diagnostics;

namespace Vestibule.Tests.Journal;

/// <summary>Somebody with an export, the checker in it, and nothing of ours.</summary>
internal static class Inspector
{
    private static string? Python =>
        ((string[])["/usr/bin/python3", "/usr/local/bin/python3"]).FirstOrDefault(File.Exists)
        ?? Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(folder => Path.Combine(folder, "python3"))
            .FirstOrDefault(File.Exists);

    public static void SkipWithoutTools() =>
        Assert.SkipUnless(
            File.Exists("/usr/bin/openssl") && Python is not null,
            "needs python3 and openssl"
        );

    /// <summary>The exit code and what was said.</summary>
    public static async Task<string> Checks(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, "check.py"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var cancelled = TestContext.Current.CancellationToken;
        var said =
            await process.StandardOutput.ReadToEndAsync(cancelled)
            + await process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return $"{process.ExitCode} {said}";
    }
}
