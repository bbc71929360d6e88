using System.Runtime.InteropServices;

namespace Vestibule.Vault;

/// <summary>A file being written. Call <see cref="Sync"/>, then <see cref="Close"/>; without both nothing is promised.</summary>
public sealed class DurableFile : IDisposable
{
    private readonly DurableFs fs;
    private int descriptor;

    internal DurableFile(DurableFs fs, int descriptor) =>
        (this.fs, this.descriptor) = (fs, descriptor);

    /// <summary>Writes all bytes at the file's position, or throws.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var (written, errno) = Put(bytes);
            if (errno == LibC.Interrupted)
                continue;
            if (written <= 0)
                throw new DurabilityException(FsCall.Write, errno);
            bytes = bytes[(int)written..];
        }
    }

    /// <summary>
    /// Lets the disk begin with what is written, so that <see cref="Sync"/> has less to wait for. Promises nothing, and does
    /// nothing where it is not known; but what it finds broken, a later sync need not find again.
    /// </summary>
    public void Begin() =>
        fs.Check(
            FsCall.Begin,
            () => LibC.sync_file_range(descriptor, 0, 0, LibC.BeginWriting),
            LibC.NotKnown
        );

    /// <summary>Returns once the bytes are on the disk. After a failure the same bytes must not be synced again.</summary>
    public void Sync() => fs.Check(FsCall.Sync, () => LibC.fsync(descriptor));

    /// <summary>Closes and reports what only closing reveals.</summary>
    public void Close() => fs.Closed(FsCall.Close, Taken());

    /// <summary>Closes what was left open by a failure; that failure is the one to report.</summary>
    public void Dispose()
    {
        if (descriptor >= 0)
            _ = LibC.close(Taken());
    }

    private (nint Written, int Errno) Put(ReadOnlySpan<byte> bytes)
    {
        var fault = fs.Asked(FsCall.Write);
        if (fault > 0)
            return (-1, fault);
        var asked = fault == DurableFs.Less ? (bytes.Length + 1) / 2 : bytes.Length;
        var written = LibC.write(descriptor, bytes, asked);
        return (written, written < 0 ? Marshal.GetLastPInvokeError() : 0);
    }

    private int Taken()
    {
        var taken = descriptor;
        descriptor = -1;
        return taken;
    }
}
