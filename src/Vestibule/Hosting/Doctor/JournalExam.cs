using System.Runtime.CompilerServices;

namespace Vestibule.Hosting.Doctor;

/// <summary>The journal's checkpoints: apart from the data, there, and fresh.</summary>
internal static class JournalExam
{
    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var journal = patient.Settings.Journal;
        if (journal.CheckpointsInside)
        {
            yield return new Finding.Wrong(
                $"the journal's checkpoints ({journal.CheckpointFile}) lie in the data folder: whoever changes the journal there changes them too",
                "name a file elsewhere in Vestibule:Journal:CheckpointFile, or take the setting away"
            );
        }

        if (Unwritable(journal.CheckpointFile) is { } refused)
        {
            yield return new Finding.Wrong("no checkpoint can be written", refused);
        }
        else if (File.Exists(journal.CheckpointFile))
        {
            yield return new Finding.Well(
                $"the last checkpoint was taken on {File.GetLastWriteTimeUtc(journal.CheckpointFile):yyyy-MM-dd HH:mm}Z"
            );
        }
        else
        {
            yield return await patient.HasStarted(cancelled)
                ? new Finding.Wrong(
                    $"there are no checkpoints at {journal.CheckpointFile}, although the server has run: a cut-off end of the journal would not show",
                    "bring the file back, or name its place in Vestibule:Journal:CheckpointFile"
                )
                : new Finding.Note($"the first start will make {journal.CheckpointFile}");
        }
    }

    private static string? Unwritable(string file)
    {
        try
        {
            Preflight.Folder("Vestibule:Journal:CheckpointFile", Path.GetDirectoryName(file)!);
            return null;
        }
        catch (StartRefused refused)
        {
            return refused.Message;
        }
    }
}
