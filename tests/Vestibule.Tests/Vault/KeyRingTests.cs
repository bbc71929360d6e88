using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class KeyRingTests
{
    [DatabaseTheory]
    public async Task FirstUsesAtOnceEndWithOneKey(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var secrets = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                        await new KeyRing(box.Master, box.Open, box.Clock).SecretAsync(
                            "journal-mac",
                            default
                        )
                    )
                )
        );
        secrets.Select(Convert.ToHexString).Distinct().Count().ShouldBe(1);
        await using var db = box.Open();
        (await db.Set<WrappedKey>().CountAsync()).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task SecretsDifferByNameAndStay(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var one = await box.Ring.SecretAsync("journal-mac", default);
        var other = await box.Ring.SecretAsync("signing", default);
        other.ShouldNotBe(one);
        one.Length.ShouldBe(32);
        (
            await new KeyRing(box.Master, box.Open, box.Clock).SecretAsync("journal-mac", default)
        ).ShouldBe(one);
        one[0] ^= 1;
        (await box.Ring.SecretAsync("journal-mac", default)).ShouldNotBe(one);
    }

    [DatabaseTheory]
    public async Task AnotherMasterKeyOpensNothing(TestDatabase database)
    {
        using var box = new VaultBox(database);
        await box.Ring.SecretAsync("journal-mac", default);
        var stranger = new KeyRing(MasterKeys.Parse(MasterKeys.NewText()), box.Open, box.Clock);
        await Should.ThrowAsync<SealBrokenException>(async () =>
            await stranger.SecretAsync("journal-mac", default)
        );
    }

    [DatabaseTheory]
    public async Task RowOfOneNameIsNotAnothers(TestDatabase database)
    {
        using var box = new VaultBox(database);
        await box.Ring.SecretAsync("a", default);
        await box.Ring.SecretAsync("b", default);
        await using (var db = box.Open())
        {
            var rows = await db.Set<WrappedKey>().OrderBy(k => k.Id).ToListAsync();
            (rows[0].Wrapped, rows[1].Wrapped) = (rows[1].Wrapped, rows[0].Wrapped);
            await db.SaveChangesAsync();
        }
        var fresh = new KeyRing(box.Master, box.Open, box.Clock);
        await Should.ThrowAsync<SealBrokenException>(async () =>
            await fresh.SecretAsync("a", default)
        );
    }
}
