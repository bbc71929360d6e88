using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>A value wrapped by the master key itself, where it lies.</summary>
public sealed record WrappedValue(KeyName Name, byte[] Wrapped)
{
    /// <summary>Which master key has wrapped it.</summary>
    public int MasterVersion => Wrapping.ParentVersion(Wrapped);
}

/// <summary>
/// A column whose values the master key has wrapped. Whoever keeps such values registers where they lie: a master key
/// is only let go when no place names it any more.
/// </summary>
/// <param name="What">For people, in the plural: <c>business keys</c>.</param>
/// <param name="Find">All of them.</param>
/// <param name="Replace">Puts the bytes in the place of the value if it still stands as it was found; false otherwise.</param>
public sealed record WrappedPlace(
    string What,
    Func<DbContext, CancellationToken, Task<List<WrappedValue>>> Find,
    Func<DbContext, WrappedValue, byte[], CancellationToken, Task<bool>> Replace
)
{
    /// <summary>What <see cref="KeyRing"/> keeps.</summary>
    public static IReadOnlyList<WrappedPlace> OfRing { get; } =
    [
        OfKind("business keys", WrappedKey.Business),
        OfKind("secrets of the network", WrappedKey.Secret),
    ];

    private static WrappedPlace OfKind(string what, string kind) =>
        new(
            what,
            async (db, cancelled) =>
                [
                    .. (
                        await db.Set<WrappedKey>()
                            .AsNoTracking()
                            .Where(k => k.Kind == kind)
                            .ToListAsync(cancelled)
                    ).Select(k => new WrappedValue(new(k.Kind, k.Id, k.Version), k.Wrapped)),
                ],
            async (db, found, now, cancelled) =>
            {
                var (name, old, version) = (found.Name, found.Wrapped, Wrapping.ParentVersion(now));
                return await db.Set<WrappedKey>()
                        .Where(k =>
                            k.Kind == name.Kind
                            && k.Id == name.Id
                            && k.Version == name.Version
                            && k.Wrapped == old
                        )
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(k => k.Wrapped, now)
                                    .SetProperty(k => k.MasterVersion, version),
                            cancelled
                        ) == 1;
            }
        );
}
