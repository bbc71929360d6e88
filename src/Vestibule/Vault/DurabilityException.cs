namespace Vestibule.Vault;

/// <summary>What was asked of the file system; each is a point at which a test can make it fail.</summary>
public enum FsCall
{
    Open,
    Write,
    Begin,
    Sync,
    Close,
    Rename,
    Link,
    Unlink,
    MakeDirectory,
    OpenDirectory,
    SyncDirectory,
    CloseDirectory,
}

/// <summary>The file system refused. Whatever was being written must be taken as not written. Names no path.</summary>
public sealed class DurabilityException(FsCall call, int errno)
    : IOException($"The file system refused {call} with error {errno}.")
{
    public FsCall Call { get; } = call;

    /// <summary>The number as the kernel gave it: 5 is EIO, 28 ENOSPC, 30 EROFS, 122 EDQUOT.</summary>
    public int Errno { get; } = errno;

    /// <summary>No room left, by the disk or by a quota: freeing some cures it.</summary>
    public bool IsFull => Errno is 28 or 122;
}
