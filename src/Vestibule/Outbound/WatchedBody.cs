namespace Vestibule.Outbound;

/// <summary>
/// A stranger's body: counts bytes, ends at the limit, and gives up when they come too slowly or too late. Only the time
/// spent waiting for bytes counts against the rate, since the taker may be slow itself.
/// </summary>
internal sealed class WatchedBody(
    Stream inner,
    long limit,
    FetchOptions options,
    TimeProvider clock,
    CancellationToken total
) : Stream
{
    private long received;
    private TimeSpan waited;

    /// <summary>Set once the body was given up, also when the taker swallowed the exception.</summary>
    public FetchRefusal? Cause { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => received;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (Cause is { } already)
            throw new FetchRefusedException(already);
        if (buffer.IsEmpty)
            return 0;
        // One byte past the limit is asked for, so that a body that ends there is told from one that goes on.
        var wanted = buffer[..(int)(Math.Min(buffer.Length - 1, limit - received) + 1)];
        var count = await WaitAsync(wanted, cancellationToken);
        received += count;
        return received > limit ? throw GiveUp(FetchRefusal.TooLarge) : count;
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A body from outside is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    private async Task<int> WaitAsync(Memory<byte> buffer, CancellationToken cancelled)
    {
        var patience = Patience();
        if (patience <= TimeSpan.Zero)
            throw GiveUp(FetchRefusal.TooSlow);
        using var slow = new CancellationTokenSource(patience, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            slow.Token,
            total,
            cancelled
        );
        var since = clock.GetTimestamp();
        try
        {
            var count = await inner.ReadAsync(buffer, any.Token);
            total.ThrowIfCancellationRequested();
            return count;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw GiveUp(
                total.IsCancellationRequested ? FetchRefusal.TimedOut : FetchRefusal.TooSlow
            );
        }
        catch (IOException)
        {
            throw GiveUp(FetchRefusal.Unreachable);
        }
        finally
        {
            waited += clock.GetElapsedTime(since);
        }
    }

    /// <summary>How much longer the bytes received so far buy.</summary>
    private TimeSpan Patience() =>
        options.Grace + TimeSpan.FromSeconds((double)received / options.BytesPerSecond) - waited;

    private FetchRefusedException GiveUp(FetchRefusal cause)
    {
        Cause = cause;
        return new FetchRefusedException(cause);
    }
}
