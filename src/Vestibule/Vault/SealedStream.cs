using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Vestibule.Vault;

/// <summary>
/// Reads a sealed file from front to end. Each segment is authenticated before a byte of it is handed out; a bad one
/// throws <see cref="SealBrokenException"/>, so that a reader sees a broken transfer and never a short one.
/// </summary>
internal sealed class SealedStream : Stream
{
    private readonly SafeFileHandle handle;
    private readonly Segment segment;
    private readonly long length;
    private readonly byte[] sealedPage = ArrayPool<byte>.Shared.Rent(Segment.Size + Segment.Tag);
    private readonly byte[] page = ArrayPool<byte>.Shared.Rent(Segment.Size);
    private long sealedAt = FileHeader.Size;
    private long opened;
    private int at;
    private int filled;
    private bool started;
    private bool disposed;

    public SealedStream(SafeFileHandle handle, Segment segment, long length) =>
        (this.handle, this.segment, this.length) = (handle, segment, length);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => opened - filled + at;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (at == filled && !Next())
            return 0;
        var taken = Math.Min(buffer.Length, filled - at);
        page.AsSpan(at, taken).CopyTo(buffer);
        at += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : new(Read(buffer.Span));

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    /// <summary>Opens the next segment; false after the last.</summary>
    internal bool Next()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (started && opened == length)
            return false;
        started = true;
        var size = (int)Math.Min(Segment.Size, length - opened);
        var text = sealedPage.AsSpan(0, size + Segment.Tag);
        for (var read = 0; read < text.Length; )
        {
            var more = RandomAccess.Read(handle, text[read..], sealedAt + read);
            read += more > 0 ? more : throw new SealBrokenException();
        }
        segment.Open(text, last: opened + size == length, page.AsSpan(0, size));
        (sealedAt, opened, at, filled) = (sealedAt + text.Length, opened + size, 0, size);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            handle.Dispose();
            segment.Dispose();
            ArrayPool<byte>.Shared.Return(sealedPage);
            ArrayPool<byte>.Shared.Return(page, clearArray: true);
        }
        base.Dispose(disposing);
    }
}
