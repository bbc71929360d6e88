using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class SweepTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [DatabaseTheory]
    public async Task OnlyWhatNobodyPromisedOrSavedGoes(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var saved = await box.Staged([1]);
        await box.Settle(saved);
        var lost = await box.Staged([2]);
        box.Clock.Advance(Day / 2);
        var waiting = await box.Staged([3]);
        var orphan = Path.Combine(box.Files, "tmp", $"{Guid.NewGuid():N}.part");
        await File.WriteAllBytesAsync(orphan, new byte[300]);
        (await box.Vault.SweepAsync(box.Now, default)).ShouldBe(new Swept(0, 1, 0));
        box.Clock.Advance(Day / 2);
        (await box.Vault.SweepAsync(box.Now, default)).ShouldBe(new Swept(1, 0, 1));
        (await box.Vault.SweepAsync(box.Now, default)).ShouldBe(new Swept(0, 0, 0));
        (await box.Read(saved)).ShouldBe([1]);
        (await box.Read(waiting)).ShouldBe([3]);
        (await box.Settle(lost)).ShouldBeFalse();
        (await box.Settle(waiting)).ShouldBeTrue();
        box.Clock.Advance(Day * 10);
        (await box.Vault.SweepAsync(box.Now, default)).ShouldBe(new Swept(0, 0, 0));
        box.OnDisk().Length.ShouldBe(2);
    }

    [DatabaseTheory]
    public async Task FilesWhoseRowsAreGoneGo(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged([1]);
        await box.Settle(file);
        await using (var db = box.Open())
            await db.Set<SealedFile>().ExecuteDeleteAsync();
        (await box.Vault.SweepAsync(box.Now, default)).ShouldBe(new Swept(1, 0, 0));
        box.OnDisk().ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task SweepingBesideStagingLosesNothing(TestDatabase database)
    {
        using var box = new VaultBox(database);
        using var stop = new CancellationTokenSource();
        var sweeping = Task.Run(async () =>
        {
            var swept = 0;
            while (!stop.IsCancellationRequested)
                swept += (await box.Vault.SweepAsync(box.Now, default)).Files;
            return swept;
        });
        var plain = RandomNumberGenerator.GetBytes(Segment.Size * 2);
        var saved = new List<SealedFile>();
        for (var i = 0; i < 40; i++)
        {
            var file = await box.Staged(plain);
            (await box.Settle(file)).ShouldBeTrue();
            saved.Add(file);
        }
        await stop.CancelAsync();
        (await sweeping).ShouldBe(0);
        foreach (var file in saved)
            (await box.Read(file)).ShouldBe(plain);
    }
}
