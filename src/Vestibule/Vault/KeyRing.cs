using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>
/// The network's own keys: one for each business, and named secrets. Made at first use as a row of the main database;
/// ask before opening a transaction there, since a first use commits one of its own.
/// </summary>
/// <param name="open">A fresh context of the main database, mapped by <see cref="VaultTables"/>.</param>
public sealed class KeyRing(MasterKeys master, Func<DbContext> open, TimeProvider clock)
{
    internal const int FirstVersion = 1;
    private readonly ConcurrentDictionary<KeyName, byte[]> known = new();

    /// <summary>The 32 bytes of a secret of the network, the same on every instance, such as <c>journal-mac</c>.</summary>
    /// <exception cref="SealBrokenException">The row was wrapped by another master key.</exception>
    public async ValueTask<byte[]> SecretAsync(string name, CancellationToken cancelled) =>
        [.. await KeyAsync(KeyName.Secret(name, FirstVersion), cancelled)];

    internal async ValueTask<byte[]> BusinessAsync(Guid id, CancellationToken cancelled) =>
        await KeyAsync(KeyName.Business(id, FirstVersion), cancelled);

    private async ValueTask<byte[]> KeyAsync(KeyName name, CancellationToken cancelled)
    {
        if (known.TryGetValue(name, out var key))
            return key;
        var row = await FindAsync(name, cancelled) ?? await MakeAsync(name, cancelled);
        return known.GetOrAdd(name, master.Unwrap(name, row.Wrapped));
    }

    private async Task<WrappedKey?> FindAsync(KeyName name, CancellationToken cancelled)
    {
        await using var db = open();
        return await db.Set<WrappedKey>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                k => k.Kind == name.Kind && k.Id == name.Id && k.Version == name.Version,
                cancelled
            );
    }

    private async Task<WrappedKey> MakeAsync(KeyName name, CancellationToken cancelled)
    {
        var wrapped = master.Wrap(name, RandomNumberGenerator.GetBytes(Wrapping.KeySize));
        var row = new WrappedKey
        {
            Kind = name.Kind,
            Id = name.Id,
            Version = name.Version,
            MasterVersion = Wrapping.ParentVersion(wrapped),
            Wrapped = wrapped,
            CreatedOn = Now(),
        };
        try
        {
            await using var db = open();
            db.Add(row);
            await db.SaveChangesAsync(cancelled);
            return row;
        }
        catch (DbUpdateException)
        {
            // Another instance was first, and its key is the one; anything else is a broken database.
            if (await FindAsync(name, cancelled) is { } theirs)
                return theirs;
            throw;
        }
    }

    /// <summary>Whole microseconds: PostgreSQL keeps no more.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
