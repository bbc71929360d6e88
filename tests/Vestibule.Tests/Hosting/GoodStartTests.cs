using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Vestibule.Tests.Hosting;

/// <summary>The real program, started from an empty folder, asked to stop by the signal a service manager sends.</summary>
public sealed partial class GoodStartTests : IDisposable
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private readonly string _folder = Directory.CreateTempSubdirectory("vestibule-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ServesUntilAskedToStop()
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh")
            {
                UseShellExecute = false,
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    "-c",
                    """umask 022 && exec dotnet "$@" """,
                    "sh",
                    Path.Combine(AppContext.BaseDirectory, "vestibule.dll"),
                    "--urls=http://127.0.0.1:0",
                },
            }
        )!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancelled);
            var address = await Address(process.StandardError);
            var errors = process.StandardError.ReadToEndAsync(Cancelled);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            (await client.GetAsync("/health/ready", Cancelled)).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
            File.GetUnixFileMode(Path.Combine(_folder, "data"))
                .ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            Directory
                .EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
                .Where(file => (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                .ShouldBeEmpty("whatever the umask was, the server's files are its own");
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(Cancelled);
            process.ExitCode.ShouldBe(0);
            (await errors).ShouldContain("no longer ready");
            (await output).ShouldNotContain("curl", customMessage: "nobody is looking");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task<string> Address(StreamReader log)
    {
        while (await log.ReadLineAsync(Cancelled) is { } line)
        {
            if (ServingOn().Match(line) is { Success: true } found)
            {
                return found.Value;
            }
        }

        throw new InvalidOperationException("The program ended before it served.");
    }

    [GeneratedRegex(@"(?<=Serving on )http://127\.0\.0\.1:\d+")]
    private static partial Regex ServingOn();
}
