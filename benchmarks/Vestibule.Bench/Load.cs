using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Vestibule.Bench;

/// <param name="Rate">Answers a second.</param>
/// <param name="P50">Milliseconds.</param>
internal sealed record Point(int Good, int Bad, double Rate, double P50, double P99);

/// <summary>
/// A closed loop on plain sockets: each connection sends its next request when it has the last answer. It shares the
/// machine with both sides, so it does as little as it can.
/// </summary>
internal static class Load
{
    private static readonly byte[] Length = "Content-Length: "u8.ToArray();

    public static async Task<Point> Run(Uri at, byte[][] requests, int connections, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var until = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(i => Task.Run(() => One(at, requests, i * 7919, until)))
        );
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var times = all.SelectMany(one => one.Times).Order().ToList();
        return new Point(
            times.Count,
            all.Sum(one => one.Bad),
            times.Count / took,
            At(times, 0.5),
            At(times, 0.99)
        );
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)(share * (sorted.Count - 1))];

    private static async Task<(List<double> Times, int Bad)> One(
        Uri at,
        byte[][] requests,
        int from,
        long until
    )
    {
        using var socket = new Socket(
            AddressFamily.InterNetwork,
            SocketType.Stream,
            ProtocolType.Tcp
        )
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(at.Host, at.Port);
        var (times, bad, buffer) = (new List<double>(), 0, new byte[256 * 1024]);
        for (var i = from; Stopwatch.GetTimestamp() < until; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(requests[i % requests.Length]);
            if (await Read(socket, buffer))
            {
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            else
            {
                bad++;
            }
        }

        return (times, bad);
    }

    /// <summary>Whether a whole answer came and it was 200.</summary>
    private static async Task<bool> Read(Socket socket, byte[] buffer)
    {
        var (have, end) = (0, -1);
        while (end < 0 || have < end)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (more == 0)
            {
                throw new IOException("The server hung up.");
            }

            have += more;
            end = end < 0 ? End(buffer.AsSpan(0, have)) : end;
        }

        return buffer.AsSpan(9, 3).SequenceEqual("200"u8);
    }

    /// <summary>Where the answer ends, or -1 while its head is incomplete.</summary>
    private static int End(ReadOnlySpan<byte> have)
    {
        var head = have.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return -1;
        }

        var length = have[..head].IndexOf(Length);
        if (length < 0)
        {
            throw new IOException(
                $"An answer without a length: {Encoding.ASCII.GetString(have[..head])}"
            );
        }

        var digits = have[(length + Length.Length)..head];
        var line = digits.IndexOf((byte)'\r');
        return head + 4 + int.Parse(line < 0 ? digits : digits[..line]);
    }
}
