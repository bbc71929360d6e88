namespace Vestibule.Database.Writing;

/// <summary>How far a batch has come.</summary>
internal enum BatchPoint
{
    /// <summary>The transaction is open; its rows may or may not be in it.</summary>
    Begun,

    /// <summary>Everything is in the transaction; it is not committed.</summary>
    Placed,

    /// <summary>Durable; nobody has been told.</summary>
    Committed,
}

/// <summary>
/// Told on the writer's own flow before it goes on; what it throws the batch fails with. Nobody watches a server that is
/// run as shipped: it is for tests that stop the world at a point.
/// </summary>
internal delegate void BatchWatch(BatchPoint point, IReadOnlyList<Waiter> callers);
