using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Scanning;

namespace Vestibule.Hosting.Doctor;

/// <summary>Whether a virus scanner looks at files, answers, and takes the largest that may come.</summary>
internal static class ScannerExam
{
    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var (mode, address) = patient.Settings.Scanning;
        if (mode is ScanMode.Off)
        {
            yield return new Finding.Note(
                "no virus scanner looks at files; Vestibule:Scanning:Mode has one do so"
            );
            yield break;
        }

        if (address is { Scheme: "tcp", IsLoopback: false })
        {
            yield return new Finding.Wrong(
                $"papers cross the network in the clear on their way to {address}",
                "run clamd on this machine, or reach it through a tunnel"
            );
        }

        var scanner = patient.Rooms.GetRequiredService<Clamd>();
        if (await scanner.VersionAsync(cancelled) is not { } version)
        {
            yield return new Finding.Wrong(
                $"no virus scanner answers at {address}, so files are {(mode is ScanMode.Require ? "refused" : "taken unscanned")}",
                "start clamd, or put its address right in Vestibule:Scanning:Address"
            );
            yield break;
        }

        var largest = patient.Settings.Documents.MaxFileBytes;
        yield return await Takes(scanner, largest, cancelled) is ScanVerdict.None(var why)
            ? new Finding.Wrong(
                $"{version} gives no verdict on a file of {largest / 1024 / 1024} MB ({why})",
                "set StreamMaxLength in clamd.conf to more than Vestibule:Documents:MaxFileMegabytes"
            )
            : new Finding.Well($"{version} answers and takes {largest / 1024 / 1024} MB");
    }

    private static async Task<ScanVerdict> Takes(
        Clamd scanner,
        int bytes,
        CancellationToken cancelled
    )
    {
        await using var shown = scanner.Begin(new MemoryStream(new byte[bytes], writable: false));
        await shown.CopyToAsync(Stream.Null, cancelled);
        return await shown.VerdictAsync(cancelled);
    }
}
