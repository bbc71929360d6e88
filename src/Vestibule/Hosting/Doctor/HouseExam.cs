using Microsoft.Extensions.DependencyInjection;
using Vestibule.Decoding;

namespace Vestibule.Hosting.Doctor;

/// <summary>Settings worth a word, mail, what the process may do, and what has to be backed up.</summary>
internal static class HouseExam
{
    public static IEnumerable<Finding> Settings(Patient patient)
    {
        yield return new Finding.Well("all are known and make sense");
        if (patient.Settings.Demo && patient.IsPublic)
        {
            yield return new Finding.Wrong(
                "a demo world is served to others, with passwords anybody can read in the manual",
                "take Vestibule:Demo away and begin with an empty data folder"
            );
        }

        if (!patient.Settings.Api.RateLimit.Enabled)
        {
            yield return new Finding.Note("rate limits are off");
        }
    }

    public static IEnumerable<Finding> Mail(Patient patient)
    {
        yield return new Finding.Note("not set up: this version sends none");
    }

    public static IEnumerable<Finding> Confinement(Patient patient)
    {
        if (Environment.IsPrivilegedProcess)
        {
            yield return new Finding.Note(
                "runs as root; give it a user of its own, as the unit in packaging does"
            );
        }
        else
        {
            yield return new Finding.Well("runs as a user without privileges");
        }

        var pool = patient.Rooms.GetRequiredService<DecodePool>();
        var files = $"files are decoded in a process {pool.Confinement.Sentence}";
        yield return pool.Confinement.IsFull
            ? new Finding.Well(files)
            : new Finding.Note($"{files}; use a kernel with Landlock and seccomp");
        yield return pool.ReadsPdf
            ? new Finding.Well("PDFs are read")
            : new Finding.Note("PDFs are refused; install poppler-utils");
    }

    public static IEnumerable<Finding> Backups(Patient patient)
    {
        var settings = patient.Settings;
        yield return new Finding.Note(
            $"back up three things apart: the data ({settings.DataPath}{(settings.Database.Provider is Vestibule.Database.DatabaseProvider.Postgres ? " and the PostgreSQL database" : "")}), the members' keys ({(settings.Keys.ConnectionString is null ? settings.Keys.Folder : "their own PostgreSQL database")}, kept for days only), the master key ({settings.Vault.MasterKeyFile})"
        );
    }
}
