using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>The vault on a folder of its own, over its three tables in a test database.</summary>
internal sealed class VaultBox : IDisposable
{
    private readonly TestDatabase database;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vestibule-vault-");

    public VaultBox(TestDatabase database, Func<FsCall, int>? fault = null)
    {
        this.database = database;
        Fs = new DurableFs(fault);
        using (var own = Open())
        {
            if (!HasTables(own))
                own.GetService<IRelationalDatabaseCreator>().CreateTables();
        }
        Master = MasterKeys.Parse(MasterText);
        Ring = new KeyRing(Master, Open, Clock);
        Keys = NewStore();
        Vault = new FileVault(new FileVaultOptions(Files), Keys, Fs, Open);
    }

    public FakeTimeProvider Clock { get; } = new(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    public DateTimeOffset Now => Clock.GetUtcNow();
    public DurableFs Fs { get; }
    public string MasterText { get; } = MasterKeys.NewText();
    public MasterKeys Master { get; }
    public KeyRing Ring { get; }
    public CoworkerKeyStore Keys { get; }
    public FileVault Vault { get; }
    public string Folder => folder.FullName;
    public string Files => Path.Combine(Folder, "evidence");
    public string KeyFolder => Path.Combine(Folder, "keys");

    public Guid Coworker { get; } = Guid.NewGuid();
    public Binding Binding { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), 2, 1);

    public CoworkerKeyStore NewStore(int cacheSize = 4096) =>
        new(
            new CoworkerKeyOptions(
                KeyFolder,
                database.Provider == DatabaseProvider.Postgres ? database.ConnectionString : null,
                cacheSize
            ),
            Ring,
            Fs,
            Clock
        );

    public DbContext Open() =>
        database.Provider == DatabaseProvider.Postgres
            ? new VaultDb(
                new DbContextOptionsBuilder().UseNpgsql(database.ConnectionString).Options,
                false
            )
            : new VaultDb(
                new DbContextOptionsBuilder().UseSqlite(database.ConnectionString).Options,
                true
            );

    public Task<Staging> Stage(byte[] bytes, long limit = 50_000_000) =>
        Stage(new MemoryStream(bytes), limit);

    public Task<Staging> Stage(Stream source, long limit = 50_000_000) =>
        Vault.StageAsync(
            source,
            new Intake(Binding, Coworker, limit, _ => "image/jpeg"),
            Now,
            default
        );

    public async Task<SealedFile> Staged(byte[] bytes) =>
        (await Stage(bytes)).ShouldBeOfType<Staging.Staged>().File;

    public async Task<bool> Settle(SealedFile file)
    {
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var settled = await Settle(db, file);
        if (settled)
            await transaction.CommitAsync();
        return settled;
    }

    /// <summary>The row for the promise, as those who save do it; false when the promise has run out.</summary>
    public static async Task<bool> Settle(DbContext db, SealedFile file)
    {
        var ended = await db.Set<FileIntent>().Where(i => i.Id == file.Id).ExecuteDeleteAsync();
        db.Add(file);
        await db.SaveChangesAsync();
        return ended == 1;
    }

    public async Task<byte[]> Read(SealedFile file, Binding? binding = null)
    {
        await using var stream = await Vault.OpenAsync(file, binding ?? Binding, default);
        stream.ShouldNotBeNull();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }

    public string[] OnDisk() =>
        Directory.Exists(Files) ? Directory.GetFiles(Files, "*", SearchOption.AllDirectories) : [];

    public string PathOf(SealedFile file) =>
        OnDisk().Single(p => Path.GetFileName(p) == file.Id.ToString("N"));

    private static bool HasTables(DbContext db)
    {
        try
        {
            return db.Set<FileIntent>().Any() || true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private sealed class VaultDb(DbContextOptions options, bool ticks) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder builder) => VaultTables.Map(builder);

        protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
        {
            if (ticks)
                conventions.Properties<DateTimeOffset>().HaveConversion<Ticks>();
        }
    }

    private sealed class Ticks()
        : ValueConverter<DateTimeOffset, long>(
            at => at.UtcTicks,
            t => new DateTimeOffset(t, TimeSpan.Zero)
        );
}
