using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;

namespace Vestibule.Database;

/// <summary>How users, what they hold and what they sign in with lie in tables.</summary>
internal static class AccessMappings
{
    public static void Apply(ModelBuilder model)
    {
        Users(model);
        Roles(model);
        SignIn(model);
    }

    private static void Users(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("Users");
            user.HasIndex(u => u.UniqueId).IsUnique();
            user.Property(u => u.Version).IsConcurrencyToken();
            user.HasMany(u => u.Businesses)
                .WithOne()
                .HasForeignKey(l => l.UserId)
                .OnDelete(DeleteBehavior.Cascade);
            user.HasMany(u => u.UserRoles)
                .WithOne()
                .HasForeignKey(l => l.UserId)
                .OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<IdentityUserClaim<long>>().ToTable("UserClaims");
        model.Entity<IdentityUserLogin<long>>().ToTable("UserLogins");
        model.Entity<IdentityUserToken<long>>().ToTable("UserTokens");
        model.Entity<UserBusiness>(link =>
        {
            link.HasKey(l => new { l.UserId, l.BusinessId });
            link.HasOne(l => l.Business)
                .WithMany()
                .HasForeignKey(l => l.BusinessId)
                .OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UserRoleMembership>(link =>
        {
            link.HasKey(l => new { l.UserId, l.UserRoleId });
            link.HasOne(l => l.UserRole)
                .WithMany()
                .HasForeignKey(l => l.UserRoleId)
                .OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Roles(ModelBuilder model)
    {
        Mappings
            .Record<UserRole>(model)
            .HasOne(r => r.Business)
            .WithMany()
            .HasForeignKey(r => r.BusinessId)
            .OnDelete(DeleteBehavior.Restrict);
        var key = Mappings.Record<ApiKey>(model);
        key.HasIndex(k => k.KeyId).IsUnique();
        key.HasOne(k => k.User).WithMany().OnDelete(DeleteBehavior.Cascade);
        model.Entity<SigningKey>().HasIndex(k => k.Epoch).IsUnique();
        model.Entity<AccessVersion>().Property(v => v.Id).ValueGeneratedNever();
        model.Entity<AccessVersion>().Property(v => v.Version).IsConcurrencyToken();
        model.Entity<AccessVersion>().HasData(new AccessVersion { Id = 1, Version = 1 });
    }

    private static void SignIn(ModelBuilder model)
    {
        model.Entity<RefreshLabel>(label =>
        {
            label.HasKey(l => new { l.UserId, l.Label });
            label
                .HasOne<User>()
                .WithMany()
                .HasForeignKey(l => l.UserId)
                .OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SecondFactor>(factor =>
        {
            factor.HasKey(f => f.UserId);
            factor.Property(f => f.UserId).ValueGeneratedNever();
            factor
                .HasOne<User>()
                .WithOne()
                .HasForeignKey<SecondFactor>(f => f.UserId)
                .OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SignInTrace>().HasKey(trace => trace.Key);
        model.Entity<RecoveryCode>(code =>
        {
            code.HasOne<User>()
                .WithMany()
                .HasForeignKey(c => c.UserId)
                .OnDelete(DeleteBehavior.Cascade);
        });
    }
}
