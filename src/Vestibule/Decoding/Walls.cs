namespace Vestibule.Decoding;

/// <summary>Which walls are put up. All of them; a test takes one away to see that it was the one that held.</summary>
internal sealed record Walls(
    bool Files = true,
    bool SystemCalls = true,
    bool Limits = true,
    bool Privileges = true
)
{
    public static readonly Walls All = new();
}

/// <param name="Memory">Bytes it may write to.</param>
/// <param name="AddressSpace">Bytes it may map; null for .NET, which reserves far more than it uses.</param>
/// <param name="ProcessorTime">Seconds.</param>
/// <param name="OpenFiles">Descriptors.</param>
/// <param name="MayThread">False: not even threads.</param>
internal sealed record Bounds(
    long Memory,
    long? AddressSpace,
    int ProcessorTime,
    int OpenFiles,
    bool MayThread
);

/// <summary>A program to be run behind walls.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Arguments">Without the name of the program. Never anything a stranger chose.</param>
/// <param name="Environment">All of it: nothing is inherited.</param>
/// <param name="Readable">Files and folders it may read, beside itself.</param>
internal sealed record Errand(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Environment,
    IReadOnlyList<string> Readable,
    Bounds Bounds,
    Walls Walls
);
