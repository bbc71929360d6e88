using System.Collections.Concurrent;
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
    private static readonly TimeSpan Exact = TimeSpan.FromHours(1);
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> unwritten = new();

    public void Note(ApiKey key, DateTimeOffset at)
    {
        if (noted.TryGetValue(key.Id, out var before) && at - before < Exact)
            return;
        if (noted.Count >= Most)
            noted.Clear();
        noted[key.Id] = at;
        unwritten[key.Id] = at;
    }

    /// <summary>Writes down what was noted since; what cannot be written now stays noted.</summary>
    public async Task Write(CancellationToken cancelled)
    {
        if (unwritten.IsEmpty)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        foreach (var (id, at) in unwritten)
        {
            // Another instance, or this one before a restart, may have written within the hour.
            var hourAgo = at - Exact;
            await db
                .ApiKeys.Where(key =>
                    key.Id == id && (key.LastUsedOn == null || key.LastUsedOn < hourAgo)
                )
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedOn, at), cancelled);
            unwritten.TryRemove(new(id, at));
        }
    }
}
