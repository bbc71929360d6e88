using System.Collections.Concurrent;

namespace Vestibule.Tests.Durability;

/// <summary>What the server said it had written. Kept outside of it.</summary>
internal sealed class Ledger
{
    /// <summary>Check ids and the names they were made with.</summary>
    public ConcurrentDictionary<long, string> Checks { get; } = new();

    /// <summary>Document ids, and the bytes of each slot by its download word.</summary>
    public ConcurrentDictionary<long, IReadOnlyDictionary<string, byte[]>> Documents { get; } =
        new();

    /// <summary>Checks that were decided, and how.</summary>
    public ConcurrentDictionary<long, int> Decisions { get; } = new();

    /// <summary>Checks for which a decision was asked and no answer came: either status is right.</summary>
    public ConcurrentDictionary<long, bool> Undecided { get; } = new();
}
