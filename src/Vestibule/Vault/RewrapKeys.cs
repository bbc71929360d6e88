using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>How many values of a place hang from one master key.</summary>
/// <param name="Broken">Of them, those the keys at hand do not open.</param>
public sealed record MasterKeyUse(string What, int Version, int Count, int Broken);

/// <summary>
/// Moves everything the master key has wrapped to its newest version, value by value. Each is replaced in one statement
/// and only if nobody else was there first, so it may be broken off at any moment, run twice at once, and run again.
/// </summary>
/// <param name="open">A fresh context of the main database.</param>
public sealed class RewrapKeys(
    IEnumerable<WrappedPlace> places,
    MasterKeys master,
    Func<DbContext> open
)
{
    /// <returns>How many values were moved, by place; those that do not open stay as they are.</returns>
    public async Task<IReadOnlyList<(string What, int Moved)>> Run(CancellationToken cancelled)
    {
        var moved = new List<(string, int)>();
        foreach (var place in places)
            moved.Add((place.What, await Move(place, cancelled)));
        return moved;
    }

    /// <summary>Which master keys are in use, and for what.</summary>
    public Task<IReadOnlyList<MasterKeyUse>> Uses(CancellationToken cancelled) =>
        Uses(master, cancelled);

    /// <summary>As seen with the keys given.</summary>
    public async Task<IReadOnlyList<MasterKeyUse>> Uses(
        MasterKeys keys,
        CancellationToken cancelled
    )
    {
        var uses = new List<MasterKeyUse>();
        await using var db = open();
        foreach (var place in places)
            uses.AddRange(
                (await place.Find(db, cancelled))
                    .GroupBy(value => value.MasterVersion)
                    .OrderBy(version => version.Key)
                    .Select(version => new MasterKeyUse(
                        place.What,
                        version.Key,
                        version.Count(),
                        version.Count(value => Opened(keys, value) is null)
                    ))
            );
        return uses;
    }

    private async Task<int> Move(WrappedPlace place, CancellationToken cancelled)
    {
        var moved = 0;
        await using var db = open();
        foreach (var value in await place.Find(db, cancelled))
        {
            if (value.MasterVersion == master.Version || Opened(master, value) is not { } secret)
                continue;
            var now = master.Wrap(value.Name, secret);
            CryptographicOperations.ZeroMemory(secret);
            if (await place.Replace(db, value, now, cancelled))
                moved++;
        }
        return moved;
    }

    private static byte[]? Opened(MasterKeys keys, WrappedValue value)
    {
        try
        {
            return keys.Unwrap(value.Name, value.Wrapped);
        }
        // Told in numbers: one value that was damaged must not hide the state of the others.
        catch (SealBrokenException)
        {
            return null;
        }
    }
}
