using System.Runtime.InteropServices;

namespace Vestibule.Hosting;

/// <summary>
/// Whatever this process makes is for its own user alone. Databases and locks are made by others' code, which asks for
/// no mode: without this who started the program would have decided it.
/// </summary>
internal static partial class OwnFiles
{
    private const uint GroupAndOthers = 0b000_111_111;

    public static void Only() => _ = SetMask(GroupAndOthers);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mode);
}
