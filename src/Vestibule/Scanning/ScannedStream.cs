using System.Buffers.Binary;
using System.Net.Sockets;

namespace Vestibule.Scanning;

/// <summary>
/// Passes a file on as it is read and shows each piece to the scanner first, so that no second copy is kept. A scanner
/// that fails does not fail the reading: it is asked no more, and there is no verdict.
/// </summary>
public sealed class ScannedStream : Stream
{
    private readonly Stream source;
    private readonly ClamdLine line;
    private readonly ClamdOptions options;
    private readonly TimeProvider clock;
    private bool begun;
    private ScanSilence? silence;

    internal ScannedStream(
        Stream source,
        ClamdLine line,
        ClamdOptions options,
        TimeProvider clock
    ) => (this.source, this.line, this.options, this.clock) = (source, line, options, clock);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        if (count > 0 && silence is null)
            silence = await Show(buffer[..count], cancellationToken);
        return count;
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>What the scanner says of everything that has been read; to be asked once, at the end.</summary>
    public async Task<ScanVerdict> VerdictAsync(CancellationToken cancelled)
    {
        // A piece of no length ends the stream.
        silence ??= await Show(default, cancelled);
        if (silence is { } why)
            return new ScanVerdict.None(why);
        var said = "";
        var failed = await Try(
            options.VerdictWithin,
            async stop => said = await line.AnswerAsync(stop),
            cancelled
        );
        return failed is { } kind ? new ScanVerdict.None(kind) : Read(said);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A file is scanned asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            line.Dispose();
        base.Dispose(disposing);
    }

    internal static ScanVerdict Read(string said) =>
        said switch
        {
            "" => new ScanVerdict.None(ScanSilence.HungUp),
            "stream: OK" => new ScanVerdict.Clean(),
            _ when said.StartsWith("stream: ", StringComparison.Ordinal)
                    && said.EndsWith(" FOUND", StringComparison.Ordinal)
                    && said.Length > "stream:  FOUND".Length => new ScanVerdict.Found(
                Clamd.Printable(said["stream: ".Length..^" FOUND".Length])
            ),
            _ when said.Contains("size limit exceeded", StringComparison.Ordinal) =>
                new ScanVerdict.None(ScanSilence.TooLarge),
            _ => new ScanVerdict.None(ScanSilence.Garbled),
        };

    /// <summary>Each piece goes behind its length (clamd(8), INSTREAM).</summary>
    private Task<ScanSilence?> Show(ReadOnlyMemory<byte> piece, CancellationToken cancelled) =>
        Try(
            options.Patience,
            async stop =>
            {
                var length = new byte[4];
                BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
                await line.SendAsync(
                    begun ? length : (byte[])[.. "zINSTREAM\0"u8, .. length],
                    stop
                );
                begun = true;
                await line.SendAsync(piece, stop);
            },
            cancelled
        );

    private async Task<ScanSilence?> Try(
        TimeSpan within,
        Func<CancellationToken, Task> speak,
        CancellationToken cancelled
    )
    {
        using var late = new Deadline(within, clock, cancelled);
        try
        {
            await speak(late.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return ScanSilence.TooSlow;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return begun ? await LastWords(cancelled) : ScanSilence.Unreachable;
        }
    }

    /// <summary>Whoever hangs up on a file that is too large says so first.</summary>
    private async Task<ScanSilence> LastWords(CancellationToken cancelled)
    {
        using var late = new Deadline(options.Patience, clock, cancelled);
        try
        {
            return
                Read(await line.AnswerAsync(late.Token)) is ScanVerdict.None(ScanSilence.TooLarge)
                ? ScanSilence.TooLarge
                : ScanSilence.HungUp;
        }
        catch (Exception e)
            when (e is SocketException or IOException
                || (e is OperationCanceledException && !cancelled.IsCancellationRequested)
            )
        {
            return ScanSilence.HungUp;
        }
    }
}
