using System.Diagnostics;

namespace Vestibule.Tests.Hosting;

/// <summary>A process that is started in a folder, listened to, asked to stop and in any case ended.</summary>
internal static class StartedProgram
{
    public static ProcessStartInfo Told(string folder, string program, params string[] arguments) =>
        new(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static async Task AskToStop(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
