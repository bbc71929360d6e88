using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>
/// Remembers that users did something and writes it down by and by, for each user once a minute at most. The row's
/// version stays: an edit that somebody has begun must not fail because its user is at work.
/// </summary>
internal sealed class UserUses(IServiceScopeFactory scopes)
{
    private readonly NotedUses uses = new(TimeSpan.FromMinutes(1));

    public void Note(long userId, DateTimeOffset at) => uses.Note(userId, at);

    public async Task Write(CancellationToken cancelled)
    {
        if (uses.AreWritten)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        await uses.Write(
            (id, at, before) =>
                db
                    .Users.Where(user =>
                        user.Id == id && (user.LastAccess == null || user.LastAccess < before)
                    )
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(user => user.LastAccess, at),
                        cancelled
                    )
        );
    }
}
