using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Capture;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Providers.StripeIdentity;
using Vestibule.Vault;

namespace Vestibule.Database;

/// <summary>
/// The one model of both databases. Reads go through it; hot writes go through the writer, whose statements are
/// built from this model so that each mapping stands in one place.
/// </summary>
public abstract class VestibuleDb(DbContextOptions options)
    : IdentityUserContext<User, long>(options)
{
    public DbSet<Business> Businesses => Set<Business>();
    public DbSet<Coworker> Coworkers => Set<Coworker>();
    public DbSet<Country> Countries => Set<Country>();
    public DbSet<Currency> Currencies => Set<Currency>();
    public DbSet<SimpleTimeZone> SimpleTimeZones => Set<SimpleTimeZone>();
    public DbSet<UserRole> UserRoles => Set<UserRole>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<AccessVersion> AccessVersions => Set<AccessVersion>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<SignInTrace> SignInTraces => Set<SignInTrace>();
    public DbSet<RefreshLabel> RefreshLabels => Set<RefreshLabel>();
    public DbSet<IdentityCheck> IdentityChecks => Set<IdentityCheck>();
    public DbSet<CheckDocument> CheckDocuments => Set<CheckDocument>();
    public DbSet<InPersonInspection> InPersonInspections => Set<InPersonInspection>();
    public DbSet<MemberLink> MemberLinks => Set<MemberLink>();
    public DbSet<StripeAccount> StripeAccounts => Set<StripeAccount>();
    public DbSet<StripeCase> StripeCases => Set<StripeCase>();
    public DbSet<StripeAttempt> StripeAttempts => Set<StripeAttempt>();
    public DbSet<StripeEvent> StripeEvents => Set<StripeEvent>();
    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();
    public DbSet<JournalHead> JournalHeads => Set<JournalHead>();

    public DbSet<KeyedRequest> KeyedRequests => Set<KeyedRequest>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<long>();
        VaultTables.Map(builder);
        Mappings.Apply(builder);
    }
}
