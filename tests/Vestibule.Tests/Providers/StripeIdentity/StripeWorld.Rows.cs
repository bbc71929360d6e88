using Microsoft.EntityFrameworkCore;
using Vestibule.IdentityChecks;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What has been written.</summary>
internal sealed partial class StripeWorld
{
    public async Task<IdentityCheck> Row(long check)
    {
        await using var db = App.Db();
        return await db.IdentityChecks.AsNoTracking().SingleAsync(one => one.Id == check);
    }

    public async Task<VerificationStatus> Status(long check) =>
        (await Row(check)).VerificationStatus;

    /// <summary>The statuses a check has gone through, as the journal has it.</summary>
    public async Task<IReadOnlyList<string>> Moves(long check)
    {
        await using var db = App.Db();
        return await db
            .JournalEntries.Where(line =>
                line.Entity == "CoworkerIdentityCheck"
                && line.EntityId == check
                && line.Member == "VerificationStatus"
            )
            .OrderBy(line => line.Id)
            .Select(line => $"{line.OldValue}>{line.NewValue}")
            .ToListAsync();
    }

    public async Task<StripeCase> Case(long check)
    {
        await using var db = App.Db();
        return await db.StripeCases.AsNoTracking().SingleAsync(one => one.IdentityCheckId == check);
    }

    /// <summary>Gives the location an address and a number, as members are to find them.</summary>
    public async Task Reachable()
    {
        await using var db = App.Db();
        await db.Businesses.ExecuteUpdateAsync(set =>
            set.SetProperty(one => one.EmailContact, "hello@example.com")
                .SetProperty(one => one.Phone, "+34 600 000 000")
        );
    }
}
