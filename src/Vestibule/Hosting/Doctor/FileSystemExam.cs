using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database.Sqlite;

namespace Vestibule.Hosting.Doctor;

/// <summary>
/// What the data lie on. Only a disk of this machine keeps what it says it has synced; memory forgets, and of a disk
/// elsewhere nobody here knows.
/// </summary>
internal static class FileSystemExam
{
    private static readonly string[] Memory = ["tmpfs", "ramfs"];

    private static readonly string[] Elsewhere =
    [
        "9p",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "fuse.ceph-fuse",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.juicefs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
    ];

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var settings = patient.Settings;
        foreach (var (folders, kind) in Apart(patient, Data(patient)))
        {
            if (Judge(folders, kind) is { } finding)
            {
                yield return finding;
            }
        }

        // Another machine is the right place for these.
        var checkpoints = Path.GetDirectoryName(settings.Journal.CheckpointFile)!;
        if (Memory.Contains(patient.FileSystem(DiskExam.Nearest(checkpoints))))
        {
            yield return new Finding.Wrong(
                $"the journal's checkpoints ({settings.Journal.CheckpointFile}) lie in memory and are lost when this machine restarts",
                "name a file on a disk in Vestibule:Journal:CheckpointFile"
            );
        }
    }

    private static Finding? Judge(string folders, string kind) =>
        Memory.Contains(kind)
            ? new Finding.Wrong(
                $"{folders}: this is memory ({kind}), and all of it is lost when this machine restarts",
                "name a folder on a disk"
            )
        : Elsewhere.Contains(kind)
            ? new Finding.Wrong(
                $"{folders}: this is not a disk of this machine ({kind}), so nothing says that what was acknowledged survives",
                "name a folder on a local disk, and let several instances share a PostgreSQL database"
            )
        : kind is "overlay"
            ? new Finding.Note(
                $"{folders}: this is the layer of a container, and goes with it; mount a volume there"
            )
        : kind.StartsWith("fuse", StringComparison.Ordinal)
            ? new Finding.Note(
                $"{folders}: whether {kind} keeps what it says it has synced, nobody knows here"
            )
        : null;

    private static IEnumerable<string> Data(Patient patient)
    {
        var settings = patient.Settings;
        yield return settings.DataPath;
        yield return settings.Vault.FilesPath;
        if (settings.Keys.ConnectionString is null)
        {
            yield return settings.Keys.Folder;
        }

        if (patient.Rooms.GetService<SqliteFile>() is { } file)
        {
            yield return Path.GetDirectoryName(file.Path)!;
        }
    }

    /// <summary>By kind, and without what lies in another of them on the same kind.</summary>
    private static IEnumerable<(string Folders, string Kind)> Apart(
        Patient patient,
        IEnumerable<string> folders
    ) =>
        folders
            .Distinct()
            .GroupBy(folder => patient.FileSystem(DiskExam.Nearest(folder)))
            .Select(alike =>
                (
                    string.Join(
                        ", ",
                        alike.Where(one => !alike.Any(other => KeyExam.IsInside(one, other)))
                    ),
                    alike.Key
                )
            );
}
