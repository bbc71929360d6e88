using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access.Tokens;
using Vestibule.Vault;

namespace Vestibule.Access;

/// <summary>Where this room keeps what the master key has wrapped.</summary>
internal static class WrappedByMaster
{
    public static IReadOnlyList<WrappedPlace> Places { get; } =
    [
        OfTokens("token signing keys", TokenKeys.SigningName, key => key.WrappedSigningKey),
        OfTokens(
            "token encryption keys",
            TokenKeys.EncryptionName,
            key => key.WrappedEncryptionKey
        ),
        new(
            "one-time-code seeds",
            async (db, cancelled) =>
                [
                    .. (
                        await db.Set<SecondFactor>()
                            .Join(
                                db.Set<User>(),
                                factor => factor.UserId,
                                user => user.Id,
                                (factor, user) => new { factor.SealedSeed, User = user }
                            )
                            .AsNoTracking()
                            .ToListAsync(cancelled)
                    ).Select(row => new WrappedValue(UseCode.SeedOf(row.User), row.SealedSeed)),
                ],
            (db, found, now, cancelled) =>
                Replace<SecondFactor>(db, factor => factor.SealedSeed, found, now, cancelled)
        ),
    ];

    private static WrappedPlace OfTokens(
        string what,
        Func<string, KeyName> name,
        Expression<Func<SigningKey, byte[]>> column
    )
    {
        var read = column.Compile();
        return new(
            what,
            async (db, cancelled) =>
                [
                    .. (await db.Set<SigningKey>().AsNoTracking().ToListAsync(cancelled)).Select(
                        row => new WrappedValue(name(row.KeyId), read(row))
                    ),
                ],
            (db, found, now, cancelled) => Replace(db, column, found, now, cancelled)
        );
    }

    /// <summary>A wrapped value is never the same twice, its nonce being random: it names its row.</summary>
    private static async Task<bool> Replace<T>(
        DbContext db,
        Expression<Func<T, byte[]>> column,
        WrappedValue found,
        byte[] now,
        CancellationToken cancelled
    )
        where T : class
    {
        Expression<Func<byte[]>> old = () => found.Wrapped;
        var same = Expression.Lambda<Func<T, bool>>(
            Expression.Equal(column.Body, old.Body),
            column.Parameters
        );
        return await db.Set<T>()
                .Where(same)
                .ExecuteUpdateAsync(set => set.SetProperty(column, now), cancelled) == 1;
    }
}
