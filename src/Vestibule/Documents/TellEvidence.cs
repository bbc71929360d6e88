using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Documents;

/// <summary>
/// <c>vestibule evidence verify</c>: reads all sealed files and says which are missing, untracked or mismatched, by
/// GUID. Ends with 0 when there are none and with 65 when there are.
/// </summary>
internal static class TellEvidence
{
    public static Command Command(Workbench bench)
    {
        var command = new Command(
            "verify",
            "Read every sealed file and say which are missing, untracked or mismatched."
        );
        command.SetAction(
            (line, cancelled) =>
                bench.Work(
                    line,
                    (rooms, stop) => Run(rooms, line.InvocationConfiguration.Output, stop),
                    cancelled
                )
        );
        return command;
    }

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var count = await rooms.GetRequiredService<VerifyEvidence>().Run(cancelled);
        foreach (var line in Lines(count))
        {
            await output.WriteLineAsync(line);
        }

        return count.Holds ? ExitCode.Stopped : ExitCode.DoesNotHold;
    }

    private static IEnumerable<string> Lines(EvidenceCount count)
    {
        foreach (var file in count.Missing)
        {
            yield return $"missing: {file}";
        }

        foreach (var file in count.Untracked)
        {
            yield return $"untracked: {file}";
        }

        foreach (var (file, why) in count.Mismatched)
        {
            yield return $"mismatched: {file} {why}";
        }

        if (count.Others > 0)
        {
            yield return $"untracked: {count.Others} files that are none of this program's";
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{count.Files} files read, {count.Bytes / 1024.0 / 1024.0:F1} MiB, {count.Erased} of them of erased people."
        );
        yield return $"{count.Missing.Count} missing, {count.Untracked.Count + count.Others} untracked, {count.Mismatched.Count} mismatched.";
        yield return count.Holds
            ? "The evidence holds."
            : "The evidence does not hold. Restore what is missing or mismatched by its name from a backup of the files.";
    }
}
