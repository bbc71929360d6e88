using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>
/// Changes of who may do what, one after the other: in this process by waiting, between processes by the version they
/// were judged at.
/// </summary>
public sealed class AccessTurn(IDbContextFactory<VestibuleDb> databases)
{
    private const int Tries = 5;
    private readonly SemaphoreSlim turn = new(1);

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
            Saved<T> saved = new Saved<T>.NotWritten(new Written.Lost());
            for (
                var attempt = 0;
                attempt < Tries && saved is Saved<T>.NotWritten(Written.Lost);
                attempt++
            )
            {
                await using var db = await databases.CreateDbContextAsync(cancelled);
                var version = await db.AccessVersions.AsNoTracking().SingleAsync(cancelled);
                version.Version++;
                saved = await change(db, new Step.Update(version));
            }

            return saved;
        }
        finally
        {
            turn.Release();
        }
    }
}
