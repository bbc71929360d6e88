using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>What the gate needs to know of a user besides its grants.</summary>
/// <param name="MayUseApi">Active, and its <see cref="User.APIAccess"/> on.</param>
/// <param name="StampMark">Digest of the security stamp: a changed password makes another.</param>
/// <param name="AsOf">When they were asked for.</param>
internal sealed record UserFacts(
    Grants Grants,
    bool MayUseApi,
    string StampMark,
    DateTimeOffset AsOf
);

/// <summary>A key that is good, and its user as far as the key lets anybody be that user.</summary>
internal sealed record KeyFacts(ApiKey Key, UserFacts User);

/// <summary>What a password in a header was found to be.</summary>
/// <param name="UserId">Whose it is; null when it was not let in.</param>
/// <param name="IsKept">The password is right: the verdict, be it yes or no, stands for a while.</param>
/// <param name="RetryAfter">Seconds, when it was not compared at all.</param>
internal sealed record PasswordVerdict(
    long? UserId,
    bool IsKept,
    int? RetryAfter,
    DateTimeOffset Until
);

/// <summary>
/// Facts about users and keys as they stand since one value of <see cref="AccessVersion"/>. A load writes into the
/// generation it began in: however slow, it cannot bring an old fact into a newer one.
/// </summary>
internal sealed class Generation(long version, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Tokens tell whole seconds, and the clocks of instances are not one.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    private readonly Once<long, UserFacts> users = new(atMost: 10_000);
    private readonly Once<string, ApiKey> keys = new(atMost: 10_000);
    private readonly Once<long, ApiKey> makers = new(atMost: 10_000);
    private readonly ConcurrentDictionary<long, (UserFacts Of, UserFacts Narrow)> narrowed = new();

    public long Version => version;

    /// <summary>Passwords verified lately, by a digest of the header that carried them.</summary>
    public ConcurrentDictionary<Digest256, PasswordVerdict> Passwords { get; } = new();

    /// <summary>Those being compared at this moment.</summary>
    public Once<Digest256, PasswordVerdict> Comparisons { get; } = new(atMost: 10_000);

    /// <summary>The user, or null when there is none that may sign in.</summary>
    public async ValueTask<UserFacts?> User(long id)
    {
        var user = await users.Get(id, LoadUser);
        if (user?.Grants.Until <= clock.GetUtcNow())
        {
            // Nobody raises the version when something given for a time comes to its end.
            users.Forget(id);
            user = await users.Get(id, LoadUser);
        }

        return user;
    }

    /// <summary>
    /// The user a token was given to, or null when the token opens nothing any more. One that is younger than these facts
    /// may know better than they: whoever has just signed in after a change is not to be told that it is still to come.
    /// </summary>
    public async ValueTask<UserFacts?> Bearer(TokenSays says)
    {
        var user = await User(says.UserId);
        if (user is not null && !Fits(user, says) && IsYounger(says, user))
        {
            users.Forget(says.UserId, user);
            user = await User(says.UserId);
        }

        return user is not null && Fits(user, says) ? user : null;
    }

    // Only for moments after it was issued: a token that was revoked must not have the database asked each time.
    private bool IsYounger(TokenSays says, UserFacts user) =>
        says.IssuedAt + Apart >= user.AsOf && says.IssuedAt <= clock.GetUtcNow() + Apart;

    private static bool Fits(UserFacts user, TokenSays says) =>
        user.MayUseApi && user.StampMark == says.StampMark;

    /// <summary>The key as it stands, be it revoked or expired, or null.</summary>
    public ValueTask<ApiKey?> Key(string keyId) =>
        keys.Get(keyId, id => LoadKey(key => key.KeyId == id));

    /// <summary>The key with which another was made, be it revoked or expired, or null.</summary>
    public ValueTask<ApiKey?> Maker(long id) =>
        makers.Get(id, wanted => LoadKey(key => key.Id == wanted));

    /// <summary>The user as the key's bearer may be it.</summary>
    public UserFacts Through(ApiKey key, UserFacts user)
    {
        if (key is { RoleNames: null, BusinessIds: null })
            return user;
        if (narrowed.TryGetValue(key.Id, out var known) && ReferenceEquals(known.Of, user))
            return known.Narrow;
        var narrow = user with { Grants = KeyReach.Of(key, user.Grants) };
        narrowed[key.Id] = (user, narrow);
        return narrow;
    }

    private async Task<UserFacts?> LoadUser(long id)
    {
        var at = clock.GetUtcNow();
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
            : new UserFacts(
                HeldBy.User(user, at),
                user.APIAccess,
                Stamp.MarkOf(user.SecurityStamp),
                at
            );
    }

    private async Task<ApiKey?> LoadKey(Expression<Func<ApiKey, bool>> which)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<VestibuleDb>()
            .ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(which);
    }
}
