using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>The file system fails at its first call, then at its second, and so on until an upload gets through.</summary>
public sealed class FaultTests
{
    [DatabaseTheory(Only = "Sqlite")]
    public async Task NoFailureLosesAnAcknowledgedFileOrLeavesGarbage(TestDatabase database)
    {
        var plain = RandomNumberGenerator.GetBytes((8 * Segment.Size) + 5);
        var failed = new HashSet<FsCall>();
        for (var sticky = 0; sticky < 2; sticky++)
        {
            var through = false;
            for (var n = 1; !through; n++)
            {
                n.ShouldBeLessThan(200);
                var fault = new NthFault(n, sticky == 1);
                using var box = new VaultBox(database, fault.Ask);
                await box.Keys.ForAsync(box.Coworker, box.Binding.Business, default);
                fault.Armed = true;
                through = await Upload(box, plain);
                fault.Armed = false;
                failed.UnionWith(fault.Failed);
                await Check(box, plain, through);
            }
        }
        FsCall[] commit =
        [
            FsCall.Open,
            FsCall.Write,
            FsCall.Begin,
            FsCall.Sync,
            FsCall.Close,
            FsCall.Rename,
            FsCall.MakeDirectory,
            FsCall.OpenDirectory,
            FsCall.SyncDirectory,
            FsCall.CloseDirectory,
        ];
        commit.Except(failed).ShouldBeEmpty();
    }

    [Fact]
    public void FailuresAreReportedWithTheKernelsNumber()
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-fs-");
        var path = Path.Combine(folder.FullName, "a");
        using (var file = new DurableFs(call => call is FsCall.Sync ? 28 : 0).Create(path))
        {
            var full = Should.Throw<DurabilityException>(file.Sync);
            (full.Call, full.Errno, full.IsFull).ShouldBe((FsCall.Sync, 28, true));
        }
        var fs = new DurableFs();
        Should.Throw<DurabilityException>(() => fs.Create(path)).Errno.ShouldBe(17);
        Should.Throw<DurabilityException>(() => fs.SyncDirectory(path)).Errno.ShouldBe(20);
        Should
            .Throw<DurabilityException>(() => fs.Rename(path + "b", path))
            .Message.ShouldNotContain("vestibule-fs");
        fs.Unlink(path).ShouldBeTrue();
        fs.Unlink(path).ShouldBeFalse();
        folder.Delete(recursive: true);
    }

    private static async Task<bool> Upload(VaultBox box, byte[] plain)
    {
        try
        {
            return await box.Settle(await box.Staged(plain));
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    private static async Task Check(VaultBox box, byte[] plain, bool acknowledged)
    {
        await box.Vault.SweepAsync(box.Now.AddDays(2), default);
        await using var db = box.Open();
        (await db.Set<FileIntent>().CountAsync()).ShouldBe(0);
        var rows = await db.Set<SealedFile>()
            .Where(f => f.BusinessKey == box.Binding.Business)
            .ToListAsync();
        rows.Count.ShouldBe(acknowledged ? 1 : 0);
        box.OnDisk().Length.ShouldBe(rows.Count);
        foreach (var row in rows)
            (await box.Read(row)).ShouldBe(plain);
    }

    /// <summary>Fails the nth call, alone or with all that follow, tidying included.</summary>
    private sealed class NthFault(int n, bool sticky)
    {
        private int calls;

        public bool Armed { get; set; }
        public List<FsCall> Failed { get; } = [];

        public int Ask(FsCall call)
        {
            if (!Armed || !(++calls == n || (sticky && calls > n)))
                return 0;
            Failed.Add(call);
            return 5;
        }
    }
}
