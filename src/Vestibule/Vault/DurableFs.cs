using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Vestibule.Vault;

/// <summary>
/// File system calls that are durable when they return and throw <see cref="DurabilityException"/> when they are not.
/// .NET's own flush reports success on Linux when <c>fsync</c> failed, and it cannot sync a directory at all.
/// </summary>
/// <param name="fault">
/// Asked before each call, again when it is repeated. 0 lets it be; a positive number makes it fail with that error;
/// <see cref="Less"/> makes a write or a sync do less than asked and say that all is well. For tests.
/// </param>
public sealed class DurableFs(Func<FsCall, int>? fault = null)
{
    /// <summary>Half of a write, as is allowed; nothing of a sync, as a disk that lies would.</summary>
    internal const int Less = -1;

    private const uint OwnerOnlyFile = 0x180; // 0600
    private const uint OwnerOnlyDirectory = 0x1C0; // 0700
    private readonly ConcurrentDictionary<string, bool> durable = new();

    /// <summary>A new file, mode 0600, that was not there before.</summary>
    public DurableFile Create(string path) =>
        Open(path, LibC.WriteOnly | LibC.Create | LibC.Exclusive);

    /// <summary>An existing file, to be written over from its first byte. Null when there is none.</summary>
    public DurableFile? OpenExisting(string path)
    {
        try
        {
            return Open(path, LibC.WriteOnly);
        }
        catch (DurabilityException e) when (e.Errno == LibC.NotThere)
        {
            return null;
        }
    }

    /// <summary>A file written at its end, made with mode 0600 when there is none; its name is durable after <see cref="SyncDirectory"/>.</summary>
    public DurableFile OpenToAppend(string path) =>
        Open(path, LibC.WriteOnly | LibC.Create | LibC.Append);

    /// <summary>Moves in one step. Durable only after <see cref="SyncDirectory"/> on the new parent.</summary>
    public void Rename(string from, string to) => Check(FsCall.Rename, () => LibC.rename(from, to));

    /// <summary>Gives a file a second name; false when that name is taken. Durable after <see cref="SyncDirectory"/>.</summary>
    public bool Link(string existing, string added) =>
        Check(FsCall.Link, () => LibC.link(existing, added), LibC.AlreadyThere);

    /// <summary>Removes a file; false when there was none. Durable after <see cref="SyncDirectory"/>.</summary>
    public bool Unlink(string path) => Check(FsCall.Unlink, () => LibC.unlink(path), LibC.NotThere);

    /// <summary>Makes the folder and its missing parents, mode 0700, each level synced into the one above it.</summary>
    public void EnsureDirectory(string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (durable.ContainsKey(path) || Path.GetDirectoryName(path) is not { } parent)
            return;
        if (!Directory.Exists(path))
        {
            EnsureDirectory(parent);
            Check(
                FsCall.MakeDirectory,
                () => LibC.mkdir(path, OwnerOnlyDirectory),
                LibC.AlreadyThere
            );
        }
        // Also for a folder that was there: another instance may have made it and not have synced it yet.
        SyncDirectory(parent);
        durable[path] = true;
    }

    /// <summary>Makes the names inside a folder durable.</summary>
    public void SyncDirectory(string path)
    {
        var descriptor = -1;
        Check(
            FsCall.OpenDirectory,
            () => descriptor = LibC.open(path, LibC.Directory | LibC.CloseOnExec, 0)
        );
        try
        {
            Check(FsCall.SyncDirectory, () => LibC.fsync(descriptor));
        }
        catch
        {
            _ = LibC.close(descriptor);
            throw;
        }
        Closed(FsCall.CloseDirectory, descriptor);
    }

    internal int Asked(FsCall call) => fault?.Invoke(call) ?? 0;

    internal bool Check(FsCall call, Func<int> native, int accepted = 0)
    {
        int errno;
        do errno = Tried(call, native);
        while (errno == LibC.Interrupted);
        if (errno != 0 && errno != accepted)
            throw new DurabilityException(call, errno);
        return errno == 0;
    }

    /// <summary>Closes once: on Linux the descriptor is gone even when <c>close</c> reports an error.</summary>
    internal void Closed(FsCall call, int descriptor)
    {
        var errno = LibC.close(descriptor) < 0 ? Marshal.GetLastPInvokeError() : Asked(call);
        if (errno is not (0 or Less or LibC.Interrupted))
            throw new DurabilityException(call, errno);
    }

    /// <summary>0, or the number of the error.</summary>
    private int Tried(FsCall call, Func<int> native) =>
        Asked(call) switch
        {
            0 => native() < 0 ? Marshal.GetLastPInvokeError() : 0,
            Less => 0,
            var errno => errno,
        };

    private DurableFile Open(string path, int flags)
    {
        var descriptor = -1;
        Check(
            FsCall.Open,
            () =>
                descriptor = LibC.open(
                    path,
                    flags | LibC.NoFollow | LibC.CloseOnExec,
                    OwnerOnlyFile
                )
        );
        return new DurableFile(this, descriptor);
    }
}
