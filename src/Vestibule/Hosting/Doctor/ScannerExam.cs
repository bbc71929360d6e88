using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Scanning;
using Vestibule.Vault;

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
        await foreach (var finding in Taken(patient, mode, cancelled))
        {
            yield return finding;
        }

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

    /// <summary>Of what has been taken already.</summary>
    private static async IAsyncEnumerable<Finding> Taken(
        Patient patient,
        ScanMode mode,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        await using var db = await patient.OpenAsync(cancelled);
        if (db is null)
        {
            yield break;
        }

        var files = db.Set<SealedFile>();
        if (await files.CountAsync(f => f.Finding != null, cancelled) is > 0 and var found)
        {
            yield return new Finding.Wrong(
                $"{found} sealed files carry a virus, and are given out no more",
                "look for AuditType 102 in the journal, and delete or replace what it names"
            );
        }

        if (
            mode is not ScanMode.Off
            && await files.CountAsync(f => f.ScannedOn == null && f.Finding == null, cancelled)
                is > 0
                    and var unseen
        )
        {
            yield return new Finding.Note(
                $"{unseen} sealed files were taken before a scanner saw them; a running server has them looked at{(mode is ScanMode.Require ? ", and gives none of them out before" : "")}"
            );
        }
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
