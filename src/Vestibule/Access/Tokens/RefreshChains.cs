using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using Vestibule.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Vestibule.Access.Tokens;

/// <summary>
/// Chains of refresh tokens: one alive for each user and label, begun by a sign-in, each token good once.
/// </summary>
internal sealed class RefreshChains(VestibuleDb db, IOpenIddictAuthorizationManager authorizations)
{
    /// <summary>Begins the chain of this label; the one before it ends with the same statement.</summary>
    /// <returns>The authorization all its tokens name.</returns>
    public async Task<string> Begin(
        long userId,
        string label,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var authorization = await authorizations.CreateAsync(
            new OpenIddictAuthorizationDescriptor
            {
                Subject = userId.ToString(),
                // Without a date OpenIddict never takes it for old.
                CreationDate = at,
                Status = Statuses.Valid,
                Type = AuthorizationTypes.AdHoc,
                Scopes = { Scopes.OfflineAccess },
            },
            cancelled
        );
        var id = (await authorizations.GetIdAsync(authorization, cancelled))!;
        // One statement: finding and then inserting let parallel sign-ins collide. Both databases read it alike.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "RefreshLabels" ("UserId", "Label", "AuthorizationId") VALUES ({userId}, {label}, {id})
            ON CONFLICT ("UserId", "Label") DO UPDATE SET "AuthorizationId" = excluded."AuthorizationId"
            """,
            cancelled
        );
        return id;
    }

    /// <summary>The token's user as it stands now, if label, chain and security stamp are still the token's; else null.</summary>
    public async Task<User?> StillGood(
        ClaimsPrincipal token,
        string givenLabel,
        CancellationToken cancelled
    )
    {
        if (!long.TryParse(token.GetClaim(Claims.Subject), out var id))
            return null;
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancelled);
        if (
            user is not { Active: true, APIAccess: true, MustResetPassword: false }
            || token.GetClaim(TokenWords.StampMark) != Stamp.MarkOf(user.SecurityStamp)
        )
            return null;
        var label = givenLabel.Equals(user.Email, StringComparison.OrdinalIgnoreCase)
            ? ""
            : givenLabel;
        var chain = token.GetAuthorizationId();
        return
            label == (token.GetClaim(TokenWords.Label) ?? "")
            && await db.RefreshLabels.AnyAsync(
                l => l.UserId == id && l.Label == label && l.AuthorizationId == chain,
                cancelled
            )
            ? user
            : null;
    }

    /// <summary>
    /// Uses the token up; false when somebody else just has. The status is compared inside the statement, because
    /// OpenIddict reads it and writes later, and twenty refreshes fit in between.
    /// </summary>
    public async Task<bool> Redeem(
        ClaimsPrincipal token,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var id = long.Parse(token.GetTokenId()!);
        var rows = await db.Set<OpenIddictEntityFrameworkCoreToken<long>>()
            .Where(t => t.Id == id && t.Status == Statuses.Valid)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.Status, Statuses.Redeemed)
                        // Without a date OpenIddict takes a used token for one still in its leeway.
                        .SetProperty(t => t.RedemptionDate, at.UtcDateTime)
                        .SetProperty(t => t.ConcurrencyToken, Guid.NewGuid().ToString()),
                cancelled
            );
        return rows == 1;
    }
}
