using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Vestibule.Hosting.Doctor;

/// <summary>The syslog checkpoints are said to, where one is named. Nothing is said to it.</summary>
internal static class SyslogExam
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        if (patient.Settings.Journal.Syslog is not { } address)
        {
            yield break;
        }

        var refusal =
            address.Scheme == "unix"
                ? await Socket(address.AbsolutePath, cancelled)
                : await Name(address.Host.Trim('[', ']'), cancelled);
        yield return refusal is { } why
            ? new Finding.Wrong(
                $"checkpoints do not reach the syslog at {address.OriginalString}: {why}",
                "start it, or put its address right in Vestibule:Journal:Syslog"
            )
            : new Finding.Well($"checkpoints are said to {address.OriginalString}, too");
    }

    private static async Task<string?> Socket(string path, CancellationToken cancelled)
    {
        if (!File.Exists(path))
        {
            return "there is no such socket";
        }

        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Dgram,
            ProtocolType.Unspecified
        );
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancelled);
            return null;
        }
        catch (SocketException)
        {
            return "nobody listens there, or others than this user";
        }
    }

    private static async Task<string?> Name(string host, CancellationToken cancelled)
    {
        try
        {
            _ = await Dns.GetHostAddressesAsync(host, cancelled).WaitAsync(Patience, cancelled);
            return null;
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException)
        {
            return "no machine of this name is known";
        }
    }
}
