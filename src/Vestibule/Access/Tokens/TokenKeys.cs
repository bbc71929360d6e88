using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Access.Tokens;

/// <summary>
/// The keys tokens are signed and closed with. They lie in the database, wrapped by the master key, so that every
/// instance has the same ones and a restart ends no session.
/// </summary>
internal sealed class TokenKeys(IServiceScopeFactory scopes, MasterKeys master, TimeProvider clock)
{
    private readonly SemaphoreSlim turn = new(1);
    private volatile Ring ring = new([], null, new CancellationTokenSource());

    /// <summary>All keys a token may still be signed with, the newest epoch first.</summary>
    public ImmutableArray<TokenKey> All => ring.Keys;

    /// <summary>The key new tokens are signed with.</summary>
    public TokenKey Current =>
        ring.Current ?? throw new InvalidOperationException("No token key was loaded.");

    /// <summary>Fires when <see cref="All"/> or <see cref="Current"/> has changed.</summary>
    public IChangeToken Changes => new CancellationChangeToken(ring.Ended.Token);

    /// <summary>Reads the keys, and makes the first when there is none. Two instances doing so at once end with one key.</summary>
    public async Task Prepare(CancellationToken cancelled)
    {
        await Refresh(cancelled);
        if (All.IsEmpty)
        {
            await Add(clock.Now(), cancelled);
            await Refresh(cancelled);
        }
    }

    /// <summary>Opens keys that are new in the database.</summary>
    public async Task Refresh(CancellationToken cancelled = default)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var rows = await scope
                .ServiceProvider.GetRequiredService<VestibuleDb>()
                .SigningKeys.AsNoTracking()
                .OrderByDescending(row => row.Epoch)
                .ToListAsync(cancelled);
            var known = ring.Keys.ToDictionary(key => key.Epoch);
            Adopt([.. rows.Select(row => known.GetValueOrDefault(row.Epoch) ?? Open(row))]);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets a key begin to sign whose <see cref="SigningKey.SignsFrom"/> has come; nothing else would notice.</summary>
    public void Tick() => Adopt(ring.Keys);

    private void Adopt(ImmutableArray<TokenKey> keys)
    {
        var before = ring;
        var now = clock.GetUtcNow();
        // Should every key lie in the future (a clock set back), the oldest signs rather than none.
        var signs = keys.FirstOrDefault(key => key.SignsFrom <= now) ?? keys.LastOrDefault();
        if (signs == before.Current && keys.SequenceEqual(before.Keys))
            return;
        ring = new Ring(keys, signs, new CancellationTokenSource());
        before.Ended.Cancel();
    }

    /// <summary>
    /// Makes the epoch after the newest known, to sign from <paramref name="signsFrom"/>: late enough for every instance
    /// to have read it. When several instances make the same epoch, the first one stands.
    /// </summary>
    public async Task Add(DateTimeOffset signsFrom, CancellationToken cancelled)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        // Counted from what this instance had read, not from the table: that would go on counting where others began.
        var newest = All.IsEmpty ? 0 : All[0].Epoch;
        await using var transaction = await db.Database.BeginTransactionAsync(cancelled);
        db.SigningKeys.Add(Make(newest + 1, signsFrom));
        try
        {
            await db.SaveChangesAsync(cancelled);
            await Tell(db, cancelled);
            await transaction.CommitAsync(cancelled);
        }
        catch (DbUpdateException)
        {
            // The other instance was first; a database that is really broken speaks up in the read that follows.
        }
    }

    /// <summary>
    /// Makes a key that signs from <paramref name="at"/> and takes all others away, in one transaction: what was made
    /// with them ends on every instance as soon as it has looked.
    /// </summary>
    /// <returns>The epoch of the new key.</returns>
    /// <exception cref="DbUpdateException">Another instance made the same epoch at this moment; nothing was changed.</exception>
    public async Task<int> Replace(DateTimeOffset at, CancellationToken cancelled)
    {
        await Refresh(cancelled);
        var epoch = All.IsEmpty ? 1 : All[0].Epoch + 1;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancelled);
        await db.SigningKeys.Where(key => key.Epoch < epoch).ExecuteDeleteAsync(cancelled);
        db.SigningKeys.Add(Make(epoch, at));
        await db.SaveChangesAsync(cancelled);
        await Tell(db, cancelled);
        await transaction.CommitAsync(cancelled);
        await Refresh(cancelled);
        return epoch;
    }

    /// <summary>Takes keys away that nothing valid can have been signed or closed with any more.</summary>
    public async Task Retire(IReadOnlyList<TokenKey> old, CancellationToken cancelled)
    {
        var epochs = old.Select(key => key.Epoch).ToList();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancelled);
        await db.SigningKeys.Where(key => epochs.Contains(key.Epoch)).ExecuteDeleteAsync(cancelled);
        await Tell(db, cancelled);
        await transaction.CommitAsync(cancelled);
    }

    // Every instance reads the keys again when the version has moved.
    private static Task<int> Tell(VestibuleDb db, CancellationToken cancelled) =>
        db.AccessVersions.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Version, row => row.Version + 1),
            cancelled
        );

    private SigningKey Make(int epoch, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new SigningKey
        {
            Epoch = epoch,
            KeyId = keyId,
            WrappedSigningKey = master.Wrap(SigningName(keyId), pair.ExportPkcs8PrivateKey()),
            WrappedEncryptionKey = master.Wrap(
                EncryptionName(keyId),
                RandomNumberGenerator.GetBytes(32)
            ),
            SignsFrom = signsFrom,
            CreatedOn = clock.Now(),
        };
    }

    private TokenKey Open(SigningKey row)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(
            master.Unwrap(SigningName(row.KeyId), row.WrappedSigningKey),
            out _
        );
        return new TokenKey(
            row.Epoch,
            new ECDsaSecurityKey(pair) { KeyId = row.KeyId },
            new SymmetricSecurityKey(
                master.Unwrap(EncryptionName(row.KeyId), row.WrappedEncryptionKey)
            )
            {
                KeyId = $"{row.KeyId}e",
            },
            row.SignsFrom
        );
    }

    internal static KeyName SigningName(string keyId) => new("TokenSigning", keyId);

    internal static KeyName EncryptionName(string keyId) => new("TokenEncryption", keyId);

    private sealed record Ring(
        ImmutableArray<TokenKey> Keys,
        TokenKey? Current,
        CancellationTokenSource Ended
    );
}
