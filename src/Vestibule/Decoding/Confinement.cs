namespace Vestibule.Decoding;

/// <summary>Which walls stand around a process that handles strangers' bytes, on this kernel.</summary>
/// <param name="LandlockVersion">0: none.</param>
/// <param name="Files">It opens nothing but the runtime and the program, and those only to read.</param>
/// <param name="Network">It makes no TCP connection (Landlock); with <paramref name="SystemCalls"/> no socket at all.</param>
/// <param name="Signals">It reaches no process but its own.</param>
/// <param name="SystemCalls">It starts no program and calls nothing a decoder has no need of.</param>
/// <param name="Privileges">It has none and can gain none, also when the server runs as root.</param>
/// <param name="Limits">Memory, processor time, open files and written bytes are bounded.</param>
public sealed record Confinement(
    int LandlockVersion,
    bool Files,
    bool Network,
    bool Signals,
    bool SystemCalls,
    bool Privileges,
    bool Limits
)
{
    /// <summary>What this kernel says it has. A process that has started says what it got.</summary>
    public static Confinement Offered { get; } =
        new(
            Landlock.Version,
            Landlock.Version > 0,
            Landlock.KnowsNetwork,
            Landlock.KnowsSignals,
            Seccomp.IsOffered,
            Kernel.IsKnown,
            Kernel.IsKnown
        );

    public bool IsFull => Files && SystemCalls && Privileges && Limits;

    /// <summary>One line for the log and for whoever asks how well this machine is suited.</summary>
    public string Sentence
    {
        get
        {
            var stands = Walls.Where(wall => wall.Stands).Select(wall => wall.Name);
            var missing = Walls.Where(wall => !wall.Stands).Select(wall => wall.Name).ToList();
            var kept = $"confined by {string.Join(", ", stands)}";
            return missing.Count == 0
                ? $"{kept} (Landlock {LandlockVersion})"
                : $"{kept}; not by {string.Join(", ", missing)}";
        }
    }

    private IEnumerable<(string Name, bool Stands)> Walls =>
        [
            ("files", Files),
            ("network", Network || SystemCalls),
            ("signals", Signals || SystemCalls),
            ("system calls", SystemCalls),
            ("privileges", Privileges),
            ("limits", Limits),
        ];
}
