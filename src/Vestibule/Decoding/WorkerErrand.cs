namespace Vestibule.Decoding;

/// <summary>A worker as an errand: the program itself, what it may read, how much it may use.</summary>
internal static class WorkerErrand
{
    private const int OpenFiles = 256;

    // Everything the runtime looks at on its way up. Nothing here is anybody's.
    private static readonly string[] System =
    [
        "/lib",
        "/lib64",
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/etc/ld.so.cache",
        "/dev/null",
        "/dev/urandom",
        // The runtime wants its own maps and mounts, which have no name yet. Once it is up, it opens nothing any more.
        "/proc",
        "/sys/fs/cgroup",
        "/sys/devices/system/cpu",
    ];

    public static Errand Of(DecodeOptions options) =>
        new(
            options.Command[0],
            [.. options.Command.Skip(1)],
            [
                // No socket and no pipe for tools to attach by, no memory that is written and run at once.
                "DOTNET_EnableDiagnostics=0",
                "DOTNET_EnableWriteXorExecute=0",
                "DOTNET_gcServer=0",
                "DOTNET_gcConcurrent=0",
                "DOTNET_TieredPGO=0",
                "DOTNET_GCHeapHardLimit=0x18000000",
                // C's allocator keeps a heap for each thread, and there is one that works.
                "MALLOC_ARENA_MAX=2",
            ],
            [.. System, .. Runtime(options.Command[0]), .. Program()],
            new Bounds(options.Memory, null, options.ProcessorTime, OpenFiles, MayThread: true),
            options.Walls
        );

    private static IEnumerable<string> Runtime(string host) =>
        Path.GetFileName(host) is "dotnet"
            ? [Path.GetDirectoryName(new FileInfo(host).ResolveLinkTarget(true)?.FullName ?? host)!]
            : [];

    /// <summary>Code and its lists, file by file: settings, keys and data may lie in the same folder.</summary>
    private static IEnumerable<string> Program()
    {
        var folder = AppContext.BaseDirectory;
        string[] patterns = ["*.dll", "*.so", "*.deps.json", "*.runtimeconfig.json"];
        return patterns
            .SelectMany(pattern => Directory.EnumerateFiles(folder, pattern))
            .Append(Path.Combine(folder, "runtimes"));
    }
}
