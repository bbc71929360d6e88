using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using Vestibule.Database;

namespace Vestibule.Access.Tokens;

/// <summary>Removes rows of refresh tokens and of failed sign-ins that mean nothing any more: at the start, then every day.</summary>
internal sealed partial class SweepTokens(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<SweepTokens> log
) : Recurring(TimeSpan.FromDays(1), clock)
{
    /// <summary>Old rows do no harm until the next day.</summary>
    protected override async Task Turn(CancellationToken cancelled)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Run(scope.ServiceProvider, Clock.GetUtcNow(), cancelled);
    }

    /// <summary>
    /// Used tokens stay as long as they would have lived: one that comes back ends its chain, and only its row tells
    /// that it was used.
    /// </summary>
    internal static async Task Run(
        IServiceProvider scope,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var old = at - TokenWords.RefreshLifetime;
        await scope.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(old, cancelled);
        await scope
            .GetRequiredService<IOpenIddictAuthorizationManager>()
            .PruneAsync(old, cancelled);
        var db = scope.GetRequiredService<VestibuleDb>();
        var chains = db.Set<OpenIddictEntityFrameworkCoreAuthorization<long>>();
        await db
            .RefreshLabels.Where(label =>
                !chains.Any(chain => chain.Id.ToString() == label.AuthorizationId)
            )
            .ExecuteDeleteAsync(cancelled);
        await KeepTraces.Sweep(db, at, cancelled);
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sweeping old tokens failed with {Failure}; it is tried again in a day."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
