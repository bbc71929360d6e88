using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Vestibule.Hosting;

/// <summary>
/// Passes on what is written, and once told to puts headers into the answer that is written next. That one is held back
/// until it is flushed; it has no body, the connection ends with it.
/// </summary>
internal sealed class DressedOutput(PipeWriter bare) : PipeWriter
{
    private static readonly byte[] Beginning = "HTTP/1.1 "u8.ToArray();
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private IHeaderDictionary? headers;
    private ArrayBufferWriter<byte>? held;

    public override bool CanGetUnflushedBytes => bare.CanGetUnflushedBytes;

    public override long UnflushedBytes => bare.UnflushedBytes + (held?.WrittenCount ?? 0);

    /// <summary>The answer that is written next carries these, too.</summary>
    public void Dress(IHeaderDictionary with)
    {
        headers = with;
        held ??= new ArrayBufferWriter<byte>();
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        held is { } answer ? answer.GetMemory(sizeHint) : bare.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) =>
        held is { } answer ? answer.GetSpan(sizeHint) : bare.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (held is { } answer)
        {
            answer.Advance(bytes);
        }
        else
        {
            bare.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        LetGo();
        return bare.FlushAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    ) =>
        held is null
            ? bare.WriteAsync(source, cancellationToken)
            : base.WriteAsync(source, cancellationToken);

    public override void CancelPendingFlush() => bare.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        LetGo();
        bare.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        LetGo();
        return bare.CompleteAsync(exception);
    }

    private void LetGo()
    {
        if (held is not { WrittenCount: > 0 } answer)
        {
            return;
        }

        held = null;
        var bytes = answer.WrittenSpan;
        // A door that read a body until the listener refused it answers for itself, in full dress.
        var line = IsBare(bytes) ? bytes.IndexOf(LineEnd) + LineEnd.Length : 0;
        bare.Write(bytes[..line]);
        if (line > 0)
        {
            bare.Write(Text());
        }

        bare.Write(bytes[line..]);
    }

    private static bool IsBare(ReadOnlySpan<byte> answer) =>
        answer.StartsWith(Beginning)
        && answer.IndexOf(Encoding.ASCII.GetBytes(HeaderNames.XContentTypeOptions)) < 0;

    private byte[] Text() =>
        Encoding.ASCII.GetBytes(
            string.Concat(headers!.Select(header => $"{header.Key}: {header.Value}\r\n"))
        );
}
