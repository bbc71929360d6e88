using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Hosting.Keys;
using Vestibule.Vault;

namespace Vestibule.Hosting.Doctor;

/// <summary>The master key: there, closed to others, readable, apart from the data, and the one the data were sealed with.</summary>
internal static class KeyExam
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var path = patient.Settings.Vault.MasterKeyFile;
        var hasStarted = await patient.HasStarted(cancelled);
        if (!File.Exists(path))
        {
            yield return hasStarted
                ? new Finding.Wrong(
                    $"the master key file {path} is missing, and there are data sealed with it",
                    "restore it from its backup, or name its place in Vestibule:Vault:MasterKeyFile; nothing sealed can be read without it"
                )
                : new Finding.Note($"the first start will make {path}");
            yield break;
        }

        if ((File.GetUnixFileMode(path) & ~Owner) != UnixFileMode.None)
        {
            yield return new Finding.Wrong(
                $"the master key file {path} is open to others than its owner",
                $"chmod 600 {path}, and think about who may have read it"
            );
            yield break;
        }

        if (Mistake(path) is { } mistake)
        {
            yield return mistake;
            yield break;
        }

        if (hasStarted && patient.HasDatabase)
        {
            yield return await Opens(patient, cancelled);
            if (await Members(patient, cancelled) is { } members)
            {
                yield return members;
            }
        }

        if (IsInside(path, patient.Settings.DataPath))
        {
            yield return new Finding.Wrong(
                "the master key lies in the data folder: one backup, or one thief, has both lock and key",
                "move it elsewhere, name the place in Vestibule:Vault:MasterKeyFile, and back it up on its own"
            );
        }
    }

    private static async Task<Finding?> Members(Patient patient, CancellationToken cancelled)
    {
        await using var db = await patient.OpenAsync(cancelled);
        if (db is null)
        {
            return null;
        }

        if (await MembersKeys.AreMissing(patient.Rooms, cancelled))
        {
            return new Finding.Wrong(
                "the members' keys are missing",
                MembersKeys.Missing(patient.Settings.Keys)
            );
        }

        return
            await patient.Rooms.GetRequiredService<CoworkerKeyStore>().ExistsAsync(cancelled)
            && await MembersKeys.AreOthers(patient.Rooms, cancelled)
            ? new Finding.Wrong(
                "the store of members' keys knows nobody whose files came last: it is another one, or too old a copy",
                "bring back the store these data were made with"
            )
            : null;
    }

    internal static bool IsInside(string path, string folder) =>
        Path.GetFullPath(path)
            .StartsWith(
                Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
                StringComparison.Ordinal
            );

    private static Finding? Mistake(string path)
    {
        try
        {
            MasterKeys.Parse(File.ReadAllText(path));
            return null;
        }
        catch (MasterKeyException malformed)
        {
            return new Finding.Wrong($"{path}: {malformed.Message}", "restore it from its backup");
        }
    }

    private static async Task<Finding> Opens(Patient patient, CancellationToken cancelled)
    {
        try
        {
            await patient.Rooms.GetRequiredService<TokenKeys>().Refresh(cancelled);
            return new Finding.Well("the master key opens what is stored");
        }
        catch (SealBrokenException)
        {
            return new Finding.Wrong(
                "the master key does not open what is stored: it is another one",
                "restore the key file these data were made with"
            );
        }
    }
}
