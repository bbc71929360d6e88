using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>What the gate needs to know of a user besides its grants.</summary>
/// <param name="MayUseApi">Active, and its <see cref="User.APIAccess"/> on.</param>
/// <param name="StampMark">Digest of the security stamp: a changed password makes another.</param>
internal sealed record UserFacts(Grants Grants, bool MayUseApi, string StampMark);

/// <summary>What a password in a header was found to be.</summary>
/// <param name="UserId">Whose it is; null when it was not let in.</param>
/// <param name="Busy">It was not compared at all.</param>
internal sealed record PasswordVerdict(long? UserId, bool Busy, DateTimeOffset Until);

/// <summary>
/// Facts about users and keys as they stand since one value of <see cref="AccessVersion"/>. A load writes into the
/// generation it began in: however slow, it cannot bring an old fact into a newer one.
/// </summary>
internal sealed class Generation(long version, IServiceScopeFactory scopes)
{
    private readonly Once<long, UserFacts> users = new(atMost: 10_000);
    private readonly Once<string, ApiKey> keys = new(atMost: 10_000);

    public long Version => version;

    /// <summary>Passwords verified lately, by a digest of the header that carried them.</summary>
    public Once<Digest256, PasswordVerdict> Passwords { get; } = new(atMost: 1_000);

    /// <summary>The user, or null when there is none that may sign in.</summary>
    public ValueTask<UserFacts?> User(long id) => users.Get(id, LoadUser);

    /// <summary>The key as it stands, be it revoked or expired, or null.</summary>
    public ValueTask<ApiKey?> Key(string keyId) => keys.Get(keyId, LoadKey);

    private async Task<UserFacts?> LoadUser(long id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var user = await scope
            .ServiceProvider.GetRequiredService<VestibuleDb>()
            .Users.AsNoTracking()
            .AsSplitQuery()
            .Include(u => u.Businesses)
            .Include(u => u.UserRoles)
                .ThenInclude(membership => membership.UserRole)
            .SingleOrDefaultAsync(u => u.Id == id && u.Active);
        return user is null
            ? null
            : new UserFacts(GrantsOf(user), user.APIAccess, Stamp.MarkOf(user.SecurityStamp));
    }

    private async Task<ApiKey?> LoadKey(string keyId)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<VestibuleDb>()
            .ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(key => key.KeyId == keyId);
    }

    private static Grants GrantsOf(User user) =>
        new(
            user.Id,
            user.UniqueId,
            user.Email ?? "",
            IsFull: user is { IsAdmin: true, Businesses.Count: 0 },
            user.Businesses.Select(held => held.BusinessId).ToFrozenSet(),
            user.UserRoles.SelectMany(held => held.UserRole!.Roles)
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        );
}
