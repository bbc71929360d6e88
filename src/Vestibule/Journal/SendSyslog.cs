using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary>
/// Says each end of a checkpoint to a log that is kept elsewhere, one message each (RFC 5424), where the owner named
/// one. It is a second witness: when it cannot be reached the checkpoint stands all the same.
/// </summary>
public sealed partial class SendSyslog(JournalSettings settings, ILogger<SendSyslog> log)
{
    // Facility 13, log audit; severity 5, notice (RFC 5424 section 6.2.1).
    private const int Priority = (13 * 8) + 5;

    public async Task Run(Checkpoint checkpoint, CancellationToken cancelled)
    {
        if (settings.Syslog is not { } address)
            return;
        try
        {
            using var socket = await Connected(address, cancelled);
            foreach (var end in checkpoint.Ends)
                await socket.SendAsync(Message(checkpoint, end), cancelled);
        }
        catch (SocketException away)
        {
            NotSent(away.SocketErrorCode);
        }
    }

    internal static byte[] Message(Checkpoint checkpoint, ChainEnd end) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<{Priority}>1 {checkpoint.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {Environment.MachineName} vestibule {Environment.ProcessId} checkpoint - chain={end.Chain} sequence={end.Sequence} hash={Convert.ToHexStringLower(end.Hash)} digest={Convert.ToHexStringLower(end.Digest)} line={Convert.ToHexStringLower(checkpoint.Mark)}"
            )
        );

    private static async Task<Socket> Connected(Uri address, CancellationToken cancelled)
    {
        var local = address.Scheme == "unix";
        var socket = local
            ? new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (local)
                await socket.ConnectAsync(
                    new UnixDomainSocketEndPoint(address.AbsolutePath),
                    cancelled
                );
            else
                await socket.ConnectAsync(address.Host.Trim('[', ']'), address.Port, cancelled);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A checkpoint did not reach the syslog: {Why}")]
    private partial void NotSent(SocketError why);
}
