using System.Runtime.InteropServices;

namespace Vestibule.Decoding;

/// <summary>
/// What a process may open, for itself and all it starts, without being root
/// (https://docs.kernel.org/userspace-api/landlock.html). Everything that is not listed is refused, writing always.
/// </summary>
internal static unsafe class Landlock
{
    private const ulong Execute = 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const int PathBeneath = 1;

    /// <summary>The version of the rules this kernel knows; 0 when it knows none or they are switched off.</summary>
    public static int Version { get; } =
        Kernel.IsKnown && Kernel.syscall(Kernel.LandlockCreate, 0, 0, 1, 0) is > 0 and var version
            ? (int)version
            : 0;

    /// <summary>TCP can be refused since version 4.</summary>
    public static bool KnowsNetwork => Version >= 4;

    /// <summary>Signals to strangers can be refused since version 6.</summary>
    public static bool KnowsSignals => Version >= 6;

    /// <summary>A set of rules, made where it may take time. -1 when the kernel has none.</summary>
    /// <param name="readable">Files and folders; what is not there is passed over.</param>
    /// <param name="executable">Files that may be started.</param>
    public static int Rules(IEnumerable<string> readable, IEnumerable<string> executable)
    {
        if (Version == 0)
            return -1;
        var attributes = stackalloc ulong[3];
        attributes[0] = Version switch
        {
            1 => (1UL << 13) - 1,
            2 => (1UL << 14) - 1,
            3 or 4 => (1UL << 15) - 1,
            _ => (1UL << 16) - 1,
        };
        attributes[1] = KnowsNetwork ? 3UL : 0;
        attributes[2] = KnowsSignals ? 3UL : 0;
        var size =
            KnowsSignals ? 24
            : KnowsNetwork ? 16
            : 8;
        var rules = (int)Kernel.syscall(Kernel.LandlockCreate, (nint)attributes, size, 0, 0);
        if (rules < 0)
            return -1;
        foreach (var path in readable)
            Allow(rules, path, Directory.Exists(path) ? ReadFile | ReadFolder : ReadFile);
        foreach (var path in executable)
            Allow(rules, path, ReadFile | Execute);
        return rules;
    }

    /// <summary>The calling thread and all it starts from here on. Needs no_new_privs.</summary>
    public static bool Enter(int rules) =>
        rules >= 0 && Kernel.syscall(Kernel.LandlockRestrict, rules, 0, 0, 0) == 0;

    private static void Allow(int rules, string path, ulong access)
    {
        var place = Kernel.open(path, Kernel.PathOnly | Kernel.CloseOnExec);
        if (place < 0)
            return;
        var rule = new Beneath { Access = access, Place = place };
        _ = Kernel.syscall(Kernel.LandlockAdd, rules, PathBeneath, (nint)(&rule), 0);
        _ = Kernel.close(place);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Beneath
    {
        public ulong Access;
        public int Place;
    }
}
