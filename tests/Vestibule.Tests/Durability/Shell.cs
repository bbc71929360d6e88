using System.Diagnostics;

namespace Vestibule.Tests.Durability;

/// <summary>Programs of the system the rigs are made of.</summary>
internal static class Shell
{
    /// <summary>What it wrote; an exception with its complaint when it failed.</summary>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var (code, output, errors) = await Try(program, arguments);
        return code == 0
            ? output.Trim()
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {code}: {errors.Trim()}"
            );
    }

    public static async Task<(int Code, string Output, string Errors)> Try(
        string program,
        params string[] arguments
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
            }
        )!;
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(),
            process.StandardError.ReadToEndAsync()
        );
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it and lets it run; what it says goes nowhere.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]
            )
        )!;

    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Concat(["/usr/sbin", "/sbin"])
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Waits until it is so; an exception when it does not become so.</summary>
    public static async Task Until(string what, Func<bool> isSo)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (isSo())
            {
                return;
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException($"Waited in vain until {what}.");
    }
}
