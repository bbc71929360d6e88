using System.Net.Sockets;
using System.Text;

namespace Vestibule.Scanning;

/// <param name="Address"><c>unix:///run/clamav/clamd.ctl</c> or <c>tcp://127.0.0.1:3310</c>.</param>
public sealed record ClamdOptions(Uri Address)
{
    /// <summary>For a connection, and for each piece of a file to be taken.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the verdict, after the last byte.</summary>
    public TimeSpan VerdictWithin { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A ClamAV daemon, spoken to as clamd(8) says under COMMANDS.</summary>
public sealed class Clamd(ClamdOptions options, TimeProvider clock)
{
    /// <summary>Reads what it is given and shows every byte to the scanner on the way.</summary>
    public ScannedStream Begin(Stream source) =>
        new(source, new ClamdLine(options, clock), options, clock);

    /// <summary>Like <c>ClamAV 1.4.3/27711/Mon Aug  4 08:26:04 2025</c>; null when it does not answer.</summary>
    public async Task<string?> VersionAsync(CancellationToken cancelled)
    {
        using var line = new ClamdLine(options, clock);
        try
        {
            using var late = new Deadline(options.Patience, clock, cancelled);
            await line.SendAsync("zVERSION\0"u8.ToArray(), late.Token);
            return Printable(await line.AnswerAsync(late.Token));
        }
        catch (Exception e)
            when (e is IOException or SocketException
                || (e is OperationCanceledException && !cancelled.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    internal static string Printable(string said) =>
        string.Concat(said.Where(c => c is >= ' ' and < (char)127).Take(100));
}

/// <summary>One connection, opened with the first word said on it.</summary>
internal sealed class ClamdLine(ClamdOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>No answer to one file is longer.</summary>
    private const int Longest = 1024;
    private Socket? socket;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancelled)
    {
        socket ??= await ConnectAsync(cancelled);
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancelled)..];
    }

    /// <summary>What is said up to a NUL or to the end; empty when it hangs up without a word.</summary>
    public async Task<string> AnswerAsync(CancellationToken cancelled)
    {
        var (said, filled) = (new byte[Longest], 0);
        while (
            filled < said.Length
            && !said.AsSpan(0, filled).Contains((byte)0)
            && await socket!.ReceiveAsync(said.AsMemory(filled), SocketFlags.None, cancelled)
                is > 0
                    and var count
        )
            filled += count;
        var end = said.AsSpan(0, filled).IndexOf((byte)0);
        return Encoding.ASCII.GetString(said, 0, end < 0 ? filled : end);
    }

    public void Dispose() => socket?.Dispose();

    private async Task<Socket> ConnectAsync(CancellationToken cancelled)
    {
        var isLocal = options.Address.Scheme is "unix";
        var made = isLocal
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var late = new Deadline(options.Patience, clock, cancelled);
        try
        {
            if (isLocal)
                await made.ConnectAsync(
                    new UnixDomainSocketEndPoint(options.Address.AbsolutePath),
                    late.Token
                );
            else
                await made.ConnectAsync(options.Address.Host, options.Address.Port, late.Token);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }
}

/// <summary>Cancels when somebody does, or when the time is over.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource late;
    private readonly CancellationTokenSource either;

    public Deadline(TimeSpan within, TimeProvider clock, CancellationToken cancelled)
    {
        late = new CancellationTokenSource(within, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
    }

    public CancellationToken Token => either.Token;

    public void Dispose()
    {
        either.Dispose();
        late.Dispose();
    }
}
