using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>
/// Changes of who may do what, one after the other: in this process by waiting, between processes by the version they
/// were judged at.
/// </summary>
public sealed class AccessTurn(IDbContextFactory<VestibuleDb> databases, AccessFacts facts)
{
    private const int Tries = 5;
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>
    /// As the other, with the caller as it stands now: what the door let in may be a second old, and what it gives away
    /// is judged by what it still holds.
    /// </summary>
    public Task<Saved<T>> Take<T>(
        Caller caller,
        DateTimeOffset at,
        Func<VestibuleDb, Step, Caller, Task<Saved<T>>> change,
        CancellationToken cancelled
    )
        where T : class, IRecord =>
        Take<T>(
            async (db, raise) =>
            {
                await facts.Refresh(cancelled);
                var held = await facts.GrantsOf(caller, at) ?? caller.Grants.Nothing;
                return await change(db, raise, caller with { Grants = held });
            },
            cancelled
        );

    /// <summary>
    /// Runs <paramref name="change"/> with a fresh context and the step that has to be part of its deed. When somebody
    /// else's change came between, it is run again.
    /// </summary>
    public async Task<Saved<T>> Take<T>(
        Func<VestibuleDb, Step, Task<Saved<T>>> change,
        CancellationToken cancelled
    )
        where T : class, IRecord
    {
        await turn.WaitAsync(cancelled);
        try
        {
            return await Afresh.Write(
                async () =>
                {
                    await using var db = await databases.CreateDbContextAsync(cancelled);
                    var version = await db.AccessVersions.AsNoTracking().SingleAsync(cancelled);
                    version.Version++;
                    var saved = await change(db, new Step.Update(version));
                    return (saved.NotDone, saved);
                },
                Tries
            );
        }
        finally
        {
            turn.Release();
        }
    }
}
