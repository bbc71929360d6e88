using System.Collections.Concurrent;

namespace Vestibule.Tests.Harness;

/// <summary>
/// What has to go when the last test has run: folders, servers. Not left to the end of the process, which the runner
/// gives ten seconds before it calls the whole run a failure.
/// </summary>
internal static class LeftBehind
{
    private static readonly ConcurrentStack<Action> Chores = Hooked();

    public static void Later(Action chore) => Chores.Push(chore);

    /// <summary>A new folder that will be gone.</summary>
    public static string Folder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        Later(() => Directory.Delete(folder, recursive: true));
        return folder;
    }

    /// <summary>The newest first: what was made later may lie in what was made before.</summary>
    public static void Tidy()
    {
        while (Chores.TryPop(out var chore))
        {
            try
            {
                chore();
            }
            catch (IOException)
            {
                // Somebody still writes there, or it has gone already; either way it is of no use to anybody.
            }
        }
    }

    // Without a runner, as in the bench, nobody else calls.
    private static ConcurrentStack<Action> Hooked()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Tidy();
        return [];
    }
}
