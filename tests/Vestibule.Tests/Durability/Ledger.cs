using System.Collections.Concurrent;
using System.Security.Cryptography;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>What the server said it had written. Kept outside of it.</summary>
internal sealed class Ledger
{
    /// <summary>Check ids and the names they were made with.</summary>
    public ConcurrentDictionary<long, string> Checks { get; } = new();

    /// <summary>Document ids, and the print of each slot's bytes by its download word.</summary>
    public ConcurrentDictionary<long, IReadOnlyDictionary<string, string>> Documents { get; } =
        new();

    /// <summary>What documents were asked to become while no answer has come, null for gone: either is right.</summary>
    public ConcurrentDictionary<long, IReadOnlyDictionary<string, string>?> Asked { get; } = new();

    /// <summary>Documents that were taken away.</summary>
    public ConcurrentDictionary<long, bool> Gone { get; } = new();

    /// <summary>Checks that were decided, and how.</summary>
    public ConcurrentDictionary<long, int> Decisions { get; } = new();

    /// <summary>Checks for which a decision was asked and no answer came: either status is right.</summary>
    public ConcurrentDictionary<long, bool> Undecided { get; } = new();

    /// <summary>How often the server said that something was done.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    private readonly ConcurrentDictionary<string, string> originals = new();
    private long acknowledged;

    public void Count() => Interlocked.Increment(ref acknowledged);

    /// <summary>What a document was asked to become is what it has become.</summary>
    public void Settle(long document)
    {
        Asked.Remove(document, out var slots);
        if (slots is not null)
        {
            Documents[document] = slots;
            return;
        }

        Documents.Remove(document, out _);
        Gone[document] = true;
    }

    /// <summary>Print of what was handed in where this is given out; what nothing else is known of comes out as it went in.</summary>
    public string OriginalOf(string given) => originals.GetValueOrDefault(given, given);

    /// <summary>The print of what is given out for a paper.</summary>
    public string Enter(Paper paper)
    {
        var given = Print(paper.Given);
        originals[given] = Print(paper.Bytes);
        return given;
    }

    public static string Print(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
