namespace Vestibule.Vault;

/// <summary>
/// Unwrapped keys kept for a while. Bounded in number, and in age, because another instance's shredding is only seen
/// when an entry is read again. Dropped keys are not zeroed: somebody may be sealing with one.
/// </summary>
internal sealed class CoworkerKeyCache(int size, TimeSpan age, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, (CoworkerKey Key, long Since)> entries = [];
    private long shreds;

    /// <summary>Read before the store is read; a key found before somebody was shredded is not kept afterwards.</summary>
    public long Shreds
    {
        get
        {
            lock (gate)
                return shreds;
        }
    }

    public CoworkerKey? Find(Guid coworker)
    {
        lock (gate)
        {
            return
                entries.TryGetValue(coworker, out var entry)
                && clock.GetElapsedTime(entry.Since) < age
                ? entry.Key
                : null;
        }
    }

    public void Keep(CoworkerKey key, long shredsBefore)
    {
        lock (gate)
        {
            if (shreds != shredsBefore || size <= 0)
                return;
            while (entries.Count >= size)
                entries.Remove(entries.Keys.First());
            entries[key.Coworker] = (key, clock.GetTimestamp());
        }
    }

    public void Drop(Guid coworker)
    {
        lock (gate)
        {
            shreds++;
            entries.Remove(coworker);
        }
    }
}
