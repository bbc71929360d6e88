namespace Vestibule.Scanning;

/// <summary>What a virus scanner says of a file.</summary>
public abstract record ScanVerdict
{
    private ScanVerdict() { }

    /// <summary>By which it is counted.</summary>
    public string Name => this is None(var why) ? $"{why}" : GetType().Name;

    public sealed record Clean : ScanVerdict;

    /// <param name="Signature">The scanner's name for what it found; printable, at most 100 characters.</param>
    public sealed record Found(string Signature) : ScanVerdict;

    /// <summary>It said nothing that could be relied on.</summary>
    public sealed record None(ScanSilence Why) : ScanVerdict;
}

/// <summary>Why there is no verdict.</summary>
public enum ScanSilence
{
    /// <summary>Nobody listens there.</summary>
    Unreachable,

    /// <summary>It hung up before it had answered.</summary>
    HungUp,

    /// <summary>It took longer than it may.</summary>
    TooSlow,

    /// <summary>The file is larger than it takes (<c>StreamMaxLength</c>).</summary>
    TooLarge,

    /// <summary>It said something else.</summary>
    Garbled,
}
