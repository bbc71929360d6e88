namespace Vestibule.Hosting.Doctor;

/// <summary>The folders: there, writable, closed to others, with room left.</summary>
internal static class DiskExam
{
    /// <summary>Bytes below which it is time to act: a few hundred hand-ins.</summary>
    public const long Least = 1024L * 1024 * 1024;

    private const UnixFileMode Others =
        UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var folder = patient.Settings.DataPath;
        if (Refusal(folder) is { } refused)
        {
            yield return new Finding.Wrong(
                refused.Message,
                "give it to the user this server runs as, or name another in Vestibule:DataPath"
            );
            yield break;
        }

        var there = Nearest(folder);
        if (there == folder && !DataFolder.IsWritable(folder))
        {
            yield return new Finding.Wrong(
                $"nothing can be written into {folder}",
                "look whether the disk is full, mounted read-only or broken"
            );
            yield break;
        }

        if (there == folder && (File.GetUnixFileMode(folder) & Others) != UnixFileMode.None)
        {
            yield return new Finding.Wrong(
                $"{folder} is open to other users of this machine",
                $"chmod 700 {folder}"
            );
        }

        var free = patient.FreeBytes(there);
        yield return free < Least
            ? new Finding.Wrong(
                $"{free / 1024 / 1024} MiB are left on the disk of {folder}; hand-ins will be refused when it is full",
                "make room, or move the data to a larger disk"
            )
            : new Finding.Well($"{folder} can be written, {free / Least} GiB are left");
    }

    private static StartRefused? Refusal(string folder)
    {
        try
        {
            Preflight.Folder("Vestibule:DataPath", folder);
            return null;
        }
        catch (StartRefused refused)
        {
            return refused;
        }
    }

    /// <summary>What is there of the way to a folder.</summary>
    internal static string Nearest(string folder) =>
        Directory.Exists(folder) ? folder : Nearest(Path.GetDirectoryName(folder)!);
}
