using Microsoft.AspNetCore.Http;

namespace Vestibule.Hosting;

/// <summary>
/// A body that has to keep coming: each byte buys time, and all of it ends at the deadline. Only the time spent waiting
/// for the sender counts against the rate, since the taker may be slow itself. The server's own rate would not do: it
/// cannot be set for one route of HTTP/2. Whoever cancels a read has had enough of all of it.
/// </summary>
internal sealed class UploadBody(Stream inner, UploadSettings settings, TimeProvider clock) : Stream
{
    private readonly CancellationTokenSource slow = new(Timeout.InfiniteTimeSpan, clock);
    private readonly long began = clock.GetTimestamp();
    private long received;
    private TimeSpan waited;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => received;
        set => throw new NotSupportedException();
    }

    /// <exception cref="BadHttpRequestException">408: too slow, or too late.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var patience = Patience();
        if (patience <= TimeSpan.Zero)
        {
            throw TooSlow();
        }

        using var stop = cancellationToken.UnsafeRegister(
            source => ((CancellationTokenSource)source!).Cancel(),
            slow
        );
        slow.CancelAfter(patience);
        var since = clock.GetTimestamp();
        try
        {
            var count = await inner.ReadAsync(buffer, slow.Token);
            received += count;
            return count;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooSlow();
        }
        finally
        {
            waited += clock.GetElapsedTime(since);
            slow.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A body is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        slow.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What the bytes so far have bought, and never beyond the deadline.</summary>
    private TimeSpan Patience()
    {
        var bought =
            UploadSettings.Grace
            + TimeSpan.FromSeconds((double)received / settings.BytesPerSecond)
            - waited;
        var left = settings.Deadline - clock.GetElapsedTime(began);
        return bought < left ? bought : left;
    }

    private static BadHttpRequestException TooSlow() =>
        new("The file came too slowly.", StatusCodes.Status408RequestTimeout);
}
