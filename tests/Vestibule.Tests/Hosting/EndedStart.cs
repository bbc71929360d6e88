using System.Diagnostics;

namespace Vestibule.Tests.Hosting;

/// <summary>A start of the real program that ended by itself, and what it said.</summary>
internal sealed record EndedStart(int ExitCode, string Output, string Errors, TimeSpan After)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static async Task<EndedStart> Of(
        string folder,
        string[] arguments,
        (string Name, string Value)? environment = null,
        bool urls = true
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "vestibule.dll"));
        var (name, value) = environment ?? ("VESTIBULE_BANNER", "1");
        start.Environment[name] = value;
        foreach (var argument in urls ? ["--urls=http://127.0.0.1:0", .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Soon * 6);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var errors = process.StandardError.ReadToEndAsync(late.Token);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new EndedStart(process.ExitCode, await output, await errors, clock.Elapsed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <param name="left">Entries of the folder that may be there.</param>
    /// <param name="soon">Whether nothing but the settings had to be looked at.</param>
    public void ShouldTell(
        string named,
        int exitCode,
        string folder,
        int left = 0,
        bool soon = true
    )
    {
        var line = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldStartWith($"{named}: ");
        Output.ShouldBeEmpty();
        ExitCode.ShouldBe(exitCode);
        if (soon)
        {
            After.ShouldBeLessThan(Soon);
        }

        Directory
            .EnumerateFileSystemEntries(folder)
            .Count()
            .ShouldBe(left, "a bad start leaves no trace");
    }
}
