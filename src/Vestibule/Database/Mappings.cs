using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.Database;

/// <summary>How things lie in tables: keys, who points at whom, and the indexes behind filters and sorts.</summary>
internal static class Mappings
{
    public static void Apply(ModelBuilder model)
    {
        People(model);
        AccessMappings.Apply(model);
        Checks(model);
        Journal(model);
        model.Entity<KeyedRequest>(request =>
        {
            request.HasKey(r => new { r.Digest, r.Part });
            request.Property(r => r.Part).ValueGeneratedNever();
            request.HasIndex(r => r.At);
        });
        StripeMappings.Apply(model);
    }

    private static void People(ModelBuilder model)
    {
        Record<Business>(model);
        Record<Country>(model);
        Record<Currency>(model);
        Record<SimpleTimeZone>(model);
        var coworker = Record<Coworker>(model);
        coworker
            .HasOne(c => c.InvoicingBusiness)
            .WithMany()
            .HasForeignKey(c => c.InvoicingBusinessId)
            .OnDelete(DeleteBehavior.Restrict);
        coworker
            .HasOne<Country>()
            .WithMany()
            .HasForeignKey(c => c.CountryId)
            .OnDelete(DeleteBehavior.Restrict);
        coworker
            .HasOne<SimpleTimeZone>()
            .WithMany()
            .HasForeignKey(c => c.SimpleTimeZoneId)
            .OnDelete(DeleteBehavior.Restrict);
        coworker
            .HasOne<User>()
            .WithMany()
            .HasForeignKey(c => c.UserId)
            .OnDelete(DeleteBehavior.SetNull);
        coworker
            .HasMany(c => c.Businesses)
            .WithOne()
            .HasForeignKey(l => l.CoworkerId)
            .OnDelete(DeleteBehavior.Cascade);
        coworker.HasIndex(c => c.Email);
        model.Entity<CoworkerBusiness>(link =>
        {
            link.HasKey(l => new { l.CoworkerId, l.BusinessId });
            link.HasOne<Business>()
                .WithMany()
                .HasForeignKey(l => l.BusinessId)
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Checks(ModelBuilder model)
    {
        var check = Record<IdentityCheck>(model);
        check
            .HasOne(c => c.Business)
            .WithMany()
            .HasForeignKey(c => c.BusinessId)
            .OnDelete(DeleteBehavior.Restrict);
        check
            .HasOne(c => c.Coworker)
            .WithMany()
            .HasForeignKey(c => c.CoworkerId)
            .OnDelete(DeleteBehavior.Restrict);
        check.HasIndex(c => new
        {
            c.BusinessId,
            c.VerificationStatus,
            c.Id,
        });
        check.HasIndex(c => c.UpdatedOn);
        check.HasIndex(c => c.DocumentNumberIndex);
        var document = Record<CheckDocument>(model);
        document
            .HasOne(d => d.IdentityCheck)
            .WithMany()
            .HasForeignKey(d => d.IdentityCheckId)
            .OnDelete(DeleteBehavior.Restrict);
        document
            .HasOne(d => d.Coworker)
            .WithMany()
            .HasForeignKey(d => d.CoworkerId)
            .OnDelete(DeleteBehavior.Restrict);
        model.Entity<InPersonInspection>(inspection =>
        {
            inspection
                .HasOne<IdentityCheck>()
                .WithMany()
                .HasForeignKey(i => i.IdentityCheckId)
                .OnDelete(DeleteBehavior.Cascade);
            inspection.HasIndex(i => new { i.IdentityCheckId, i.HandIn });
        });
    }

    private static void Journal(ModelBuilder model)
    {
        model.Entity<JournalEntry>(entry =>
        {
            entry.HasIndex(e => new { e.BusinessId, e.Sequence }).IsUnique();
            entry.HasIndex(e => new { e.Entity, e.EntityId });
        });
        model.Entity<JournalHead>(head =>
        {
            head.HasKey(h => h.BusinessId);
            head.Property(h => h.BusinessId).ValueGeneratedNever();
        });
    }

    internal static EntityTypeBuilder<T> Record<T>(ModelBuilder model)
        where T : Record
    {
        var entity = model.Entity<T>();
        entity.HasKey(r => r.Id);
        entity.HasIndex(r => r.UniqueId).IsUnique();
        entity.Property(r => r.Version).IsConcurrencyToken();
        return entity;
    }
}
