namespace Vestibule.Decoding;

/// <summary>Bounds of one process (getrlimit(2)).</summary>
internal static unsafe class Rlimits
{
    public const int ProcessorTime = 0;
    private const int FileSize = 1;
    private const int Data = 2;
    private const int Core = 4;
    private const int Processes = 6;
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;
    private const ulong None = ulong.MaxValue;

    public static bool Set(int process, Bounds bounds)
    {
        var all = Hard(process, FileSize, 0) & Hard(process, Core, 0);
        all &= Hard(process, Data, (ulong)bounds.Memory);
        all &= Hard(process, OpenFiles, (ulong)bounds.OpenFiles);
        all &= Soft(process, ProcessorTime, (ulong)bounds.ProcessorTime);
        if (bounds.AddressSpace is { } space)
            all &= Hard(process, AddressSpace, (ulong)space);
        if (!bounds.MayThread)
            all &= Hard(process, Processes, 0);
        return all;
    }

    /// <summary>One that can be raised again by whoever set it.</summary>
    public static bool Soft(int process, int resource, ulong value) =>
        Set(process, resource, value, None);

    private static bool Hard(int process, int resource, ulong value) =>
        Set(process, resource, value, value);

    private static bool Set(int process, int resource, ulong soft, ulong hard)
    {
        Kernel.Bounds before;
        _ = Kernel.prlimit(process, resource, null, &before);
        // Nobody but root raises what is already lower.
        hard = Math.Min(hard, before.Hard);
        var wanted = new Kernel.Bounds { Soft = Math.Min(soft, hard), Hard = hard };
        return Kernel.prlimit(process, resource, &wanted, null) == 0;
    }
}
