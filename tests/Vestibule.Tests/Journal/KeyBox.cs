using Microsoft.EntityFrameworkCore;
using Vestibule.Vault;

namespace Vestibule.Tests.Journal;

/// <summary>A key store of its own in a folder of its own.</summary>
internal sealed class KeyBox : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vestibule-keys-").FullName;

    public KeyBox()
    {
        using (var rows = Open())
            rows.Database.EnsureCreated();
        var ring = new KeyRing(MasterKeys.Parse(MasterKeys.NewText()), Open, TimeProvider.System);
        Store = new(new(Path.Combine(folder, "keys")), ring, new DurableFs(), TimeProvider.System);
    }

    public CoworkerKeyStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private KeyRows Open() =>
        new(
            new DbContextOptionsBuilder<KeyRows>()
                .UseSqlite($"Data Source={Path.Combine(folder, "ring.db")};Pooling=False")
                .Options
        );

    private sealed class KeyRows(DbContextOptions<KeyRows> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            VaultTables.Map(modelBuilder);
    }
}
