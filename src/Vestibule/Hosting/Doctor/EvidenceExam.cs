using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Vestibule.Vault;

namespace Vestibule.Hosting.Doctor;

/// <summary>What reading the sealed files again has shown, and when.</summary>
internal static class EvidenceExam
{
    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        if (!patient.HasDatabase)
        {
            yield return new Finding.Note("none yet");
            yield break;
        }

        await using var db = await patient.OpenAsync(cancelled);
        if (db is null)
        {
            yield break;
        }

        if (await db.Set<FileFault>().CountAsync(cancelled) is > 0 and var faults)
        {
            yield return new Finding.Wrong(
                $"{faults} sealed files are missing or not what was written",
                "vestibule evidence verify names them; restore each from a backup of the files"
            );
        }

        yield return Last(
            await db.Set<ScrubRound>().Select(r => r.LastEndedOn).FirstOrDefaultAsync(cancelled),
            patient
        );
    }

    private static Finding Last(DateTimeOffset? last, Patient patient) =>
        last switch
        {
            null => new Finding.Note("not all sealed files have been read again yet"),
            { } on when on + (2 * patient.Settings.Scrub.Period) < patient.At => new Finding.Note(
                $"all sealed files were last read again on {on:yyyy-MM-dd}; that is every {patient.Settings.Scrub.Period.Days} days while a server runs"
            ),
            { } on => new Finding.Well($"all sealed files were read again on {on:yyyy-MM-dd}"),
        };
}
