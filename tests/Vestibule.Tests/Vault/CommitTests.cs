using System.Security.Cryptography;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>The order in which a file becomes durable, call by call.</summary>
public sealed class CommitTests
{
    private static readonly FsCall[] SyncedName =
    [
        FsCall.OpenDirectory,
        FsCall.SyncDirectory,
        FsCall.CloseDirectory,
    ];

    [DatabaseTheory(Only = "Sqlite")]
    public async Task FileIsSyncedBeforeItsNameAndTheNameBeforeTheAnswer(TestDatabase database)
    {
        var calls = new List<FsCall>();
        var listening = false;
        using var box = new VaultBox(
            database,
            call =>
            {
                if (listening)
                    calls.Add(call);
                return 0;
            }
        );
        Directory.CreateDirectory(Path.Combine(box.Files, "tmp"));
        await box.Keys.ForAsync(box.Coworker, box.Binding.Business, default);
        listening = true;
        await box.Staged(RandomNumberGenerator.GetBytes((2 * Segment.Size) + 1));
        calls.ShouldBe(
            [
                // tmp was there, but perhaps not durably
                .. SyncedName,
                FsCall.Open,
                FsCall.Write, // header and two segments, as far as they fill a block
                FsCall.Write, // the rest
                FsCall.Sync,
                FsCall.Close,
                // nor was the folder above it, for all anybody knows
                .. SyncedName,
                // files and ab: each made and synced into the one above
                .. MadeAndSynced,
                .. MadeAndSynced,
                FsCall.Rename,
                .. SyncedName,
            ],
            string.Join(' ', calls)
        );
    }

    [Fact]
    public void EachNewFolderIsSyncedIntoTheOneAboveIt()
    {
        var root = Directory.CreateTempSubdirectory("vestibule-made-").FullName;
        var calls = new List<FsCall>();
        var fs = new DurableFs(call =>
        {
            calls.Add(call);
            return 0;
        });
        fs.EnsureDirectory(Path.Combine(root, "a"));
        calls.Clear();
        var deep = Path.Combine(root, "a", "b", "c", "d");
        fs.EnsureDirectory(deep);
        calls.ShouldBe([.. MadeAndSynced, .. MadeAndSynced, .. MadeAndSynced]);
        File.GetUnixFileMode(deep)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        calls.Clear();
        fs.EnsureDirectory(deep);
        calls.ShouldBeEmpty();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void FolderWhoseSyncFailedIsSyncedAgain()
    {
        var root = Directory.CreateTempSubdirectory("vestibule-made-").FullName;
        var (failing, synced) = (true, 0);
        var fs = new DurableFs(call =>
        {
            if (call is FsCall.SyncDirectory && !failing)
                synced++;
            return call is FsCall.SyncDirectory && failing ? 5 : 0;
        });
        var path = Path.Combine(root, "a");
        Should.Throw<DurabilityException>(() => fs.EnsureDirectory(path)).Errno.ShouldBe(5);
        failing = false;
        fs.EnsureDirectory(path);
        synced.ShouldBeGreaterThan(0);
        Directory.Delete(root, recursive: true);
    }

    private static FsCall[] MadeAndSynced => [FsCall.MakeDirectory, .. SyncedName];
}
