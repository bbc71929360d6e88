using System.Runtime.InteropServices;

namespace Vestibule.Decoding;

/// <summary>The calls of the C library and of Linux that .NET has no words for.</summary>
internal static unsafe partial class Kernel
{
    public const int SetNoNewPrivileges = 38;
    public const int SetDumpable = 4;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;
    public const int Killed = 9;
    public const int OutOfTime = 24; // SIGXCPU
    public const int DoNotWait = 0x1;
    public const int Exited = 0x4;
    public const int LeaveIt = 0x1000000;
    public const int NoChild = 10;

    /// <summary>Through <c>syscall(2)</c>: the C library has no functions for these.</summary>
    public static readonly int CapSet = IsArm ? 91 : 126;
    public static readonly int SetSeccomp = IsArm ? 277 : 317;
    public const int LandlockCreate = 444;
    public const int LandlockAdd = 445;
    public const int LandlockRestrict = 446;

    public static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64;

    public static bool IsKnown =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.X64;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int prctl(int option, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int prlimit(int process, int resource, Bounds* wanted, Bounds* old);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, nint value);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitid(int kind, int process, int* told, int options);

    [LibraryImport("libc")]
    public static partial int getpid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(
        int* process,
        string path,
        void* actions,
        void* attributes,
        byte** arguments,
        byte** environment
    );

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setpgroup(void* attributes, int group);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(void* attributes);

    /// <summary><c>struct rlimit64</c>.</summary>
    public struct Bounds
    {
        public ulong Soft;
        public ulong Hard;
    }
}
