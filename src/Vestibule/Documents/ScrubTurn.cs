using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>What one turn of reading everything again has done.</summary>
public abstract record ScrubTurn
{
    private ScrubTurn() { }

    /// <summary>Nothing is due yet, or another instance reads.</summary>
    public sealed record NotNow : ScrubTurn;

    /// <param name="State">Null when the file was destroyed meanwhile.</param>
    /// <param name="IsNews">It is not well, and was not known to be.</param>
    public sealed record Read(Guid File, FileState? State, long Bytes, bool IsNews) : ScrubTurn;

    /// <summary>Everything has been read.</summary>
    public sealed record Ended(long Files, long Bytes, int Faults, Strays Strays) : ScrubTurn;
}
