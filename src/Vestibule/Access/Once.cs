using System.Collections.Concurrent;

namespace Vestibule.Access;

/// <summary>
/// Values fetched once each, however many ask at the same time. What was not found is asked for again, so strangers
/// cannot fill the memory, and neither is a failure kept.
/// </summary>
internal sealed class Once<TKey, TValue>(int atMost)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue?>>> held = new();

    public async ValueTask<TValue?> Get(TKey key, Func<TKey, Task<TValue?>> fetch)
    {
        if (!held.TryGetValue(key, out var waiting))
        {
            if (held.Count >= atMost)
                held.Clear();
            waiting = held.GetOrAdd(key, wanted => new(() => fetch(wanted)));
        }
        try
        {
            var value = await waiting.Value;
            if (value is null)
                held.TryRemove(new(key, waiting));
            return value;
        }
        catch
        {
            held.TryRemove(new(key, waiting));
            throw;
        }
    }

    public void Forget(TKey key) => held.TryRemove(key, out _);

    /// <summary>Unless it has been fetched again since it was seen.</summary>
    public void Forget(TKey key, TValue seen)
    {
        if (
            held.TryGetValue(key, out var waiting)
            && waiting is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } fetched }
            && ReferenceEquals(fetched.Result, seen)
        )
            held.TryRemove(new(key, waiting));
    }
}
