namespace Vestibule.Database.Reading;

/// <summary>The rows of one kind whose member has this value.</summary>
public sealed record Sought(Type Entity, string Member, object Value)
{
    /// <summary>The row with this number.</summary>
    public static Sought Numbered<T>(long id)
        where T : IRecord => new(typeof(T), nameof(IRecord.Id), id);
}

/// <summary>
/// Plain rows by one member, for what every hot write has to look at first: statements prepared once per connection,
/// no navigations, no tracking. The same two rows through the context cost a create more than all the rest of it
/// together; whatever is not asked on every write goes through the context all the same.
/// </summary>
public abstract class Lookup : IAsyncDisposable
{
    /// <summary>For each question its rows, all from one trip; not of one snapshot.</summary>
    /// <exception cref="InvalidOperationException">A kind or member the model does not store.</exception>
    public abstract ValueTask<IReadOnlyList<IReadOnlyList<object>>> Find(
        IReadOnlyList<Sought> sought,
        CancellationToken cancelled
    );

    public abstract ValueTask DisposeAsync();
}
