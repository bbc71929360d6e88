using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>The vault's tables in the main database. Instants must order in SQL: give SQLite a converter.</summary>
public static class VaultTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<WrappedKey>(key =>
        {
            key.ToTable("WrappedKeys");
            key.HasKey(k => new
            {
                k.Kind,
                k.Id,
                k.Version,
            });
            key.Property(k => k.Kind).HasMaxLength(16);
            key.Property(k => k.Id).HasMaxLength(64);
        });
        model.Entity<SealedFile>(file =>
        {
            file.ToTable("SealedFiles");
            file.HasKey(f => f.Id);
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Ignore(f => f.Binding);
            file.HasIndex(f => f.CoworkerKey);
            file.HasIndex(f => f.DocumentKey);
            file.HasIndex(f => f.PartOf);
            file.Property(f => f.Finding).HasMaxLength(100);
            // Of those nobody has looked at alone: there are none where every file is scanned as it comes in.
            file.HasIndex(f => f.Id, "IX_SealedFiles_Unscanned")
                .HasFilter("\"ScannedOn\" IS NULL AND \"Finding\" IS NULL");
        });
        model.Entity<FileIntent>(intent =>
        {
            intent.ToTable("FileIntents");
            intent.HasKey(i => i.Id);
            intent.Property(i => i.Id).ValueGeneratedNever();
            intent.HasIndex(i => i.ExpiresOn);
        });
        model.Entity<FileFault>(fault =>
        {
            fault.ToTable("FileFaults");
            fault.HasKey(f => f.Id);
            fault.Property(f => f.Id).ValueGeneratedNever();
        });
        model.Entity<ScrubRound>(round =>
        {
            round.ToTable("ScrubRounds");
            round.HasKey(r => r.Id);
            round.Property(r => r.Id).ValueGeneratedNever();
            // There from the beginning, so that instances only ever have to take it from each other.
            round.HasData(
                new ScrubRound
                {
                    Holder = Guid.Empty,
                    HeldUntil = DateTimeOffset.UnixEpoch,
                    StartedOn = DateTimeOffset.UnixEpoch,
                    EndedOn = DateTimeOffset.UnixEpoch,
                }
            );
        });
    }
}
