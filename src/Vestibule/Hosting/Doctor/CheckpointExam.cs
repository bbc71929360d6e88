using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Hosting.Doctor;

/// <summary>
/// The checkpoints held against themselves and against the journal where the newest of them saw it end. Every line in
/// between is recomputed by <c>vestibule audit verify</c>, which takes its time.
/// </summary>
internal static class CheckpointExam
{
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var path = patient.Settings.Journal.CheckpointFile;
        if (!File.Exists(path))
        {
            yield break;
        }

        if (IsOpen(path))
        {
            yield return new Finding.Wrong(
                $"the checkpoints ({path}) can be changed by other users of this machine",
                $"chmod 600 {path}, let nobody else write into its folder, and run vestibule audit verify"
            );
        }

        if (await Contents(patient, cancelled) is not { } contents)
        {
            yield break;
        }

        if (contents.Fault is { } fault)
        {
            yield return new Finding.Wrong(
                $"the checkpoints ({path}) are not what was signed: {fault}",
                "run vestibule audit verify, and compare them with a copy or with the syslog"
            );
            yield break;
        }

        yield return await Against(patient, contents, cancelled)
            ?? new Finding.Well(
                $"{contents.Checkpoints.Count} checkpoints are signed, and the journal has what they saw at its end"
            );
    }

    private static bool IsOpen(string path)
    {
        var folder = File.GetUnixFileMode(Path.GetDirectoryName(path)!);
        return (File.GetUnixFileMode(path) & Writing) != UnixFileMode.None
            || (folder & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit))
                == UnixFileMode.OtherWrite;
    }

    /// <summary>Null where the key they are signed with is not there, or does not open, which is told of elsewhere.</summary>
    private static async Task<CheckpointFile.Contents?> Contents(
        Patient patient,
        CancellationToken cancelled
    )
    {
        await using var db = await patient.OpenAsync(cancelled);
        if (
            db is null
            || !File.Exists(patient.Settings.Vault.MasterKeyFile)
            || !await HasKey(db, cancelled)
        )
        {
            return null;
        }

        CheckpointFile file;
        try
        {
            file = patient.Rooms.GetRequiredService<CheckpointFile>();
        }
        catch (Exception fault) when (fault is MasterKeyException or SealBrokenException)
        {
            return null;
        }

        return file.Read();
    }

    // Asking for a key makes it, and the doctor makes nothing.
    private static Task<bool> HasKey(VestibuleDb db, CancellationToken cancelled) =>
        db.Set<WrappedKey>()
            .AnyAsync(
                key => key.Kind == WrappedKey.Secret && key.Id == CheckpointKey.SecretName,
                cancelled
            );

    private static async Task<Finding?> Against(
        Patient patient,
        CheckpointFile.Contents contents,
        CancellationToken cancelled
    )
    {
        await using var db = (await patient.OpenAsync(cancelled))!;
        foreach (var end in contents.Newest().Values.OrderBy(end => end.Chain))
        {
            var name = end.Chain == 0 ? "the network" : $"location {end.Chain}";
            var hash = await db
                .JournalEntries.Where(line =>
                    line.BusinessId == end.Chain && line.Sequence == end.Sequence
                )
                .Select(line => line.Hash)
                .SingleOrDefaultAsync(cancelled);
            if (hash is null)
            {
                return new Finding.Wrong(
                    $"the journal of {name} is behind what a checkpoint has seen, which is line {end.Sequence}: it was cut off, or a backup was brought back",
                    "run vestibule audit verify; if it was a backup, vestibule audit restored"
                );
            }

            if (!hash.AsSpan().SequenceEqual(end.Hash))
            {
                return new Finding.Wrong(
                    $"line {end.Sequence} of the journal of {name} is not the one a checkpoint has seen",
                    "run vestibule audit verify, and keep database and checkpoints as they are"
                );
            }
        }

        return null;
    }
}
