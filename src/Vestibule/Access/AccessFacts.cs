using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>
/// Who may do what, kept in memory and thrown away whole when <see cref="AccessVersion"/> has moved. Requests read no
/// table for it.
/// </summary>
public sealed class AccessFacts(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How long facts are believed while the database cannot be asked whether they still hold.</summary>
    public static readonly TimeSpan BelievedUnseen = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim turn = new(1);
    private volatile Generation current = new(version: -1, scopes, clock);
    private long seenAt = clock.GetTimestamp();

    internal Generation Current => current;

    /// <summary>What an active user may do, or null. Pages ask here on every event.</summary>
    public async ValueTask<Grants?> GrantsOf(long userId) => (await current.User(userId))?.Grants;

    /// <summary>The same of somebody who signed in, as far as the key it was done with reaches; null when it no longer opens anything.</summary>
    internal async ValueTask<Grants?> GrantsOf(Caller caller, DateTimeOffset at)
    {
        var now = current;
        return caller.Key is { } key
            ? (await CheckApiKey.Standing(now, key.KeyId, at))?.User.Grants
            : (await now.User(caller.Grants.UserId))?.Grants;
    }

    /// <summary>
    /// Reads the version and starts a new generation when it has moved; tells whether it had. While the read fails the
    /// old facts stand for <see cref="BelievedUnseen"/> and are then dropped, so that a cut-off instance does not let
    /// somebody in for ever.
    /// </summary>
    public async Task<bool> Refresh(CancellationToken cancelled = default)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            var version = await ReadVersion(cancelled);
            seenAt = clock.GetTimestamp();
            if (version == current.Version)
                return false;
            current = new Generation(version, scopes, clock);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (clock.GetElapsedTime(seenAt) > BelievedUnseen)
                current = new Generation(version: -1, scopes, clock);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<long> ReadVersion(CancellationToken cancelled)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<VestibuleDb>()
            .AccessVersions.Select(row => row.Version)
            .SingleAsync(cancelled);
    }
}
