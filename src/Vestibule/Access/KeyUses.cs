using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>
/// Remembers that keys were used and writes it down by and by, for each key once an hour at most: a write for each
/// request would cost more than the request.
/// </summary>
internal sealed class KeyUses(IServiceScopeFactory scopes)
{
    private readonly NotedUses uses = new(TimeSpan.FromHours(1));

    public void Note(ApiKey key, DateTimeOffset at) => uses.Note(key.Id, at);

    public async Task Write(CancellationToken cancelled)
    {
        if (uses.AreWritten)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        await uses.Write(
            (id, at, before) =>
                db
                    .ApiKeys.Where(key =>
                        key.Id == id && (key.LastUsedOn == null || key.LastUsedOn < before)
                    )
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(key => key.LastUsedOn, at),
                        cancelled
                    )
        );
    }
}
