using System.Globalization;

namespace Vestibule.Tests.Durability;

/// <summary>
/// So much memory for one process and no more: by a control group where this user may make one, else by a bound on the
/// process's own heap.
/// </summary>
internal sealed class MemoryCage : IDisposable
{
    private const string Groups = "/sys/fs/cgroup/memory";
    private readonly string? group;
    private readonly long bytes;

    private MemoryCage(string? group, long bytes) => (this.group, this.bytes) = (group, bytes);

    /// <summary>Words before the command that is to live in it.</summary>
    public string[] Before =>
        group is not null
            ? ["/bin/sh", "-c", $"echo $$ > {group}/cgroup.procs && exec \"$@\"", "sh"]
            // What .NET itself takes where it finds a bound: three quarters of it.
            : ["env", $"DOTNET_GCHeapHardLimit=0x{bytes * 3 / 4:X}"];

    public string Kind => group is not null ? "control group" : "heap bound";

    public static MemoryCage Of(long bytes)
    {
        var folder = Path.Combine(Groups, $"vestibule-{Guid.NewGuid():N}");
        try
        {
            if (!File.Exists(Path.Combine(Groups, "memory.limit_in_bytes")))
                return new MemoryCage(null, bytes);
            Directory.CreateDirectory(folder);
            File.WriteAllText(
                Path.Combine(folder, "memory.limit_in_bytes"),
                bytes.ToString(CultureInfo.InvariantCulture)
            );
            return new MemoryCage(folder, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MemoryCage(null, bytes);
        }
    }

    /// <summary>The most a process has had in memory so far, in bytes.</summary>
    public static long Peak(int process) =>
        1024
        * long.Parse(
            File.ReadLines($"/proc/{process}/status")
                .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );

    public void Dispose()
    {
        try
        {
            if (group is not null)
                Directory.Delete(group);
        }
        catch (IOException)
        {
            // Somebody in it has not quite ended; an empty group costs nothing.
        }
    }
}
