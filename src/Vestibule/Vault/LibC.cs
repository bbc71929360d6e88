using System.Runtime.InteropServices;

namespace Vestibule.Vault;

/// <summary>The few calls whose failures .NET hides or does not offer: <c>fsync</c>, and everything on directories.</summary>
internal static partial class LibC
{
    public const int WriteOnly = 0x1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int CloseOnExec = 0x80000;
    public const int Interrupted = 4;
    public const int NotThere = 2;
    public const int AlreadyThere = 17;
    public const int NotKnown = 38;
    public const uint BeginWriting = 0x2;

    /// <summary>O_DIRECTORY and O_NOFOLLOW are the flags whose numbers differ between the two processors served.</summary>
    public static readonly int Directory = Arm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = Arm ? 0x8000 : 0x20000;

    private static bool Arm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sync_file_range(int descriptor, long from, long count, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rename(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int link(string existing, string added);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int unlink(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdir(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(
        int folder,
        string path,
        int flags,
        uint wanted,
        Span<byte> status
    );

    [LibraryImport("libc")]
    public static partial uint geteuid();
}
