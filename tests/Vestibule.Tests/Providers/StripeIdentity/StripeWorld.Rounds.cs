using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What is done by itself, when a test wants it done.</summary>
internal sealed partial class StripeWorld
{
    /// <summary>One round of what the worker does, to its end.</summary>
    public async Task KeepUp(TimeSpan later = default)
    {
        bool more;
        do
        {
            await using var scope = App.Services.CreateAsyncScope();
            more = await scope
                .ServiceProvider.GetRequiredService<KeepUp>()
                .Run(App.Services.GetRequiredService<TimeProvider>().Now() + later, default);
        } while (more || await HasNews());
    }

    public async Task<bool> HasNews()
    {
        await using var db = App.Db();
        var at = Clock.GetUtcNow();
        return await db.StripeEvents.AnyAsync(one => one.HandledOn == null)
            || await db.StripeCases.AnyAsync(one => one.LookOn != null && one.LookOn <= at);
    }

    /// <summary>What is done now and then.</summary>
    public async Task Tidy(TimeSpan later = default)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<SweepStripe>()
            .Run(App.Services.GetRequiredService<TimeProvider>().Now() + later, default);
    }

    /// <summary>Asks Stripe now, as the page a member comes back to does.</summary>
    public async Task Sync(long check)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<ApplyTruth>()
            .Run(check, App.Services.GetRequiredService<TimeProvider>().Now(), default);
    }
}
