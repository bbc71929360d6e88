using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Whose settings and key count.</summary>
public sealed class FindAccount(VestibuleDb db)
{
    /// <summary>The network's row has this number for a location.</summary>
    public const long Network = 0;

    /// <summary>The row of that very location, or null.</summary>
    public Task<StripeAccount?> Own(long businessId, CancellationToken cancelled) =>
        db
            .StripeAccounts.AsNoTracking()
            .FirstOrDefaultAsync(account => account.BusinessId == businessId, cancelled);

    /// <summary>What new sessions of that location are made with: its own settings, else the network's; null when neither is set up.</summary>
    public async Task<StripeAccount?> For(long businessId, CancellationToken cancelled)
    {
        var rows = await db
            .StripeAccounts.AsNoTracking()
            .Where(account => account.BusinessId == businessId || account.BusinessId == Network)
            .ToListAsync(cancelled);
        var own = rows.Find(account => account.BusinessId == businessId);
        var used = own is null or { UsesNetwork: true }
            ? rows.Find(account => account.BusinessId == Network)
            : own;
        return used is { IsReady: true } ? used : null;
    }

    public Task<StripeAccount?> Numbered(long id, CancellationToken cancelled) =>
        db
            .StripeAccounts.AsNoTracking()
            .FirstOrDefaultAsync(account => account.Id == id, cancelled);

    public Task<StripeAccount?> Addressed(string webhookName, CancellationToken cancelled) =>
        db
            .StripeAccounts.AsNoTracking()
            .FirstOrDefaultAsync(account => account.WebhookName == webhookName, cancelled);
}
