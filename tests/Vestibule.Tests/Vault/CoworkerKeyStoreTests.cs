using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class CoworkerKeyStoreTests
{
    private static readonly ValuePlace Place = new(Guid.NewGuid(), "Number");

    [DatabaseTheory]
    public async Task KeyIsTheSameAgainAndElsewhere(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var business = Guid.NewGuid();
        var key = await box.Keys.ForAsync(box.Coworker, business, default);
        var sealedValue = ValueSeal.Seal(key!, Place, "X1234567");
        using var other = box.NewStore();
        // Another business asks: the key stays under the one it was made for.
        var again = await other.ForAsync(box.Coworker, Guid.NewGuid(), default);
        ValueSeal.OpenText(again!, Place, sealedValue).ShouldBe("X1234567");
        ValueSeal
            .OpenText((await other.FindAsync(box.Coworker, default))!, Place, sealedValue)
            .ShouldBe("X1234567");
    }

    [DatabaseTheory]
    public async Task FirstUsesAtOnceEndWithOneKey(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var business = Guid.NewGuid();
        var stores = Enumerable.Range(0, 6).Select(_ => box.NewStore()).ToList();
        var keys = await Task.WhenAll(
            stores.Select(s =>
                Task.Run(async () => await s.ForAsync(box.Coworker, business, default))
            )
        );
        var sealedValue = ValueSeal.Seal(keys[0]!, Place, "X1234567");
        foreach (var key in keys)
            ValueSeal.OpenText(key!, Place, sealedValue).ShouldBe("X1234567");
        stores.ForEach(s => s.Dispose());
    }

    [DatabaseTheory]
    public async Task FindNeverMakesAKey(TestDatabase database)
    {
        using var box = new VaultBox(database);
        (await box.Keys.FindAsync(box.Coworker, default)).ShouldBeNull();
        (await box.Keys.FindAsync(box.Coworker, default)).ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task ShreddedPersonNeverGetsASecondKey(TestDatabase database)
    {
        using var box = new VaultBox(database);
        var business = Guid.NewGuid();
        (await box.Keys.ForAsync(box.Coworker, business, default)).ShouldNotBeNull();
        await box.Keys.ShredAsync(box.Coworker, default);
        await box.Keys.ShredAsync(box.Coworker, default);
        (await box.Keys.FindAsync(box.Coworker, default)).ShouldBeNull();
        (await box.Keys.ForAsync(box.Coworker, business, default)).ShouldBeNull();
        using var other = box.NewStore();
        (await other.ForAsync(box.Coworker, business, default)).ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task ShreddingBeforeFirstUseHoldsToo(TestDatabase database)
    {
        using var box = new VaultBox(database);
        await box.Keys.ShredAsync(box.Coworker, default);
        (await box.Keys.ForAsync(box.Coworker, Guid.NewGuid(), default)).ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task AnotherInstanceStopsUsingAShreddedKeyWithinAMinute(TestDatabase database)
    {
        using var box = new VaultBox(database);
        await box.Keys.ForAsync(box.Coworker, Guid.NewGuid(), default);
        using var other = box.NewStore();
        await other.ShredAsync(box.Coworker, default);
        box.Clock.Advance(TimeSpan.FromSeconds(60));
        (await box.Keys.FindAsync(box.Coworker, default)).ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task SmallCacheStillAnswersForAll(TestDatabase database)
    {
        using var box = new VaultBox(database);
        using var store = box.NewStore(cacheSize: 2);
        var people = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        foreach (var person in (IEnumerable<Guid>)[.. people, .. people])
            (await store.ForAsync(person, box.Binding.Business, default))!.Coworker.ShouldBe(
                person
            );
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task ShreddedKeyIsInNoFileOfTheStore(TestDatabase database)
    {
        using var box = new VaultBox(database);
        foreach (var _ in Enumerable.Range(0, 20))
            await box.Keys.ForAsync(Guid.NewGuid(), box.Binding.Business, default);
        await box.Keys.ForAsync(box.Coworker, box.Binding.Business, default);
        var wrapped = WrappedOf(box, box.Coworker);
        wrapped.Length.ShouldBe(64);
        Holds(box, wrapped).ShouldBeTrue();
        await box.Keys.ShredAsync(box.Coworker, default);
        Holds(box, wrapped).ShouldBeFalse();
        File.GetUnixFileMode(Path.Combine(box.KeyFolder, "coworkers.db"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static byte[] WrappedOf(VaultBox box, Guid coworker)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(box.KeyFolder, "coworkers.db")}"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Wrapped FROM CoworkerKeys WHERE Coworker = @c";
        command.Parameters.AddWithValue("@c", coworker.ToString("D"));
        return (byte[])command.ExecuteScalar()!;
    }

    private static bool Holds(VaultBox box, byte[] bytes) =>
        Directory
            .GetFiles(box.KeyFolder)
            .Any(f => File.ReadAllBytes(f).AsSpan().IndexOf(bytes.AsSpan(16)) >= 0);
}
