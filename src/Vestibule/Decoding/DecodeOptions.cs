using System.Reflection;
using System.Runtime.InteropServices;
using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>How many, how long, how much.</summary>
public sealed record DecodeOptions
{
    /// <summary>Files decoded at the same time; one processor is left to everybody else.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Files that wait; one more is told to come again.</summary>
    public int Queue { get; init; } = 512;

    /// <summary>How long a file waits for its turn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one file may take, from its turn to its last page.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(18);

    /// <summary>How long a worker may take to get ready.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Seconds of processor time one file may cost.</summary>
    public int ProcessorTime { get; init; } = 15;

    /// <summary>Bytes a worker may write to in memory.</summary>
    public long Memory { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Files in the life of one worker.</summary>
    public int FilesOfALife { get; init; } = 100;

    /// <summary>Whether HEIC is read. Its codec is covered by patents in some countries.</summary>
    public bool Heic { get; init; } = true;

    public Limits Limits { get; init; } = Limits.Usual;

    /// <summary>Program and arguments that become a worker.</summary>
    internal IReadOnlyList<string> Command { get; init; } = Ourselves(DecodeWorker.Verb);

    /// <summary>Workers see files of everybody: for tests of other things.</summary>
    internal bool AreShared { get; init; }

    internal Walls Walls { get; init; } = Walls.All;

    /// <summary>This very program with another verb: as it was published, or through the runtime it runs on.</summary>
    internal static IReadOnlyList<string> Ourselves(string verb, Assembly? entry = null)
    {
        var program = (entry ?? typeof(DecodeOptions).Assembly).Location;
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        // One file, or one folder that brings its own runtime: it is its own host.
        if (program.Length == 0 || Same(runtime, AppContext.BaseDirectory))
            return [Environment.ProcessPath!, verb];
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return [Path.Combine(root, "dotnet"), program, verb];
    }

    private static bool Same(string one, string other) =>
        Path.TrimEndingDirectorySeparator(one) == Path.TrimEndingDirectorySeparator(other);
}
