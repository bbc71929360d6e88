using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>What lies among the sealed files and belongs to nothing.</summary>
public sealed class StrayTests
{
    [DatabaseTheory]
    public async Task WhatNothingNamesIsFoundAndAPromiseNamesIt(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var file = await box.Staged(new byte[300]);
        (await box.Settle(file)).ShouldBeTrue();
        var promised = await box.Staged(new byte[300]);
        var none = await box.Vault.FindStraysAsync(default);
        (none.Files.Count, none.Others).ShouldBe((0, 0));

        await using (var db = box.Open())
            await db.Set<FileIntent>().ExecuteDeleteAsync();
        File.Copy(box.PathOf(file), Path.Combine(box.Files, "files", $"{file.Id:N}"));
        await File.WriteAllTextAsync(Path.Combine(box.Files, "tmp", "notes.txt"), "mine");
        var found = await box.Vault.FindStraysAsync(default);
        found.Files.ShouldBe([promised.Id]);
        found.Others.ShouldBe(2);
    }
}
