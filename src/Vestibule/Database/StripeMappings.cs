using Microsoft.EntityFrameworkCore;
using Vestibule.Capture;
using Vestibule.IdentityChecks;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Database;

/// <summary>How links for members and what Stripe has to do with checks lie in tables. All of it goes with its check.</summary>
internal static class StripeMappings
{
    public static void Apply(ModelBuilder model)
    {
        var link = Mappings.Record<MemberLink>(model);
        link.HasOne<IdentityCheck>()
            .WithMany()
            .HasForeignKey(l => l.IdentityCheckId)
            .OnDelete(DeleteBehavior.Cascade);
        link.HasIndex(l => l.TokenHash).IsUnique();

        // The network's row belongs to location 0, which is no row.
        var account = Mappings.Record<StripeAccount>(model);
        account.HasIndex(a => a.BusinessId).IsUnique();
        account.HasIndex(a => a.WebhookName).IsUnique();

        var one = Mappings.Record<StripeCase>(model);
        one.HasOne<IdentityCheck>()
            .WithMany()
            .HasForeignKey(c => c.IdentityCheckId)
            .OnDelete(DeleteBehavior.Cascade);
        one.HasIndex(c => c.IdentityCheckId).IsUnique();
        one.HasIndex(c => c.LookOn);

        var attempt = Mappings.Record<StripeAttempt>(model);
        attempt
            .HasOne<IdentityCheck>()
            .WithMany()
            .HasForeignKey(a => a.IdentityCheckId)
            .OnDelete(DeleteBehavior.Cascade);
        attempt
            .HasOne<StripeAccount>()
            .WithMany()
            .HasForeignKey(a => a.AccountId)
            .OnDelete(DeleteBehavior.Restrict);
        attempt.HasIndex(a => new { a.IdentityCheckId, a.Number }).IsUnique();
        attempt.HasIndex(a => new { a.AccountId, a.SessionId }).IsUnique();

        model.Entity<StripeEvent>(news =>
        {
            news.HasOne<StripeAccount>()
                .WithMany()
                .HasForeignKey(e => e.AccountId)
                .OnDelete(DeleteBehavior.Cascade);
            news.HasIndex(e => new { e.AccountId, e.EventId }).IsUnique();
            news.HasIndex(e => e.HandledOn);
        });
    }
}
