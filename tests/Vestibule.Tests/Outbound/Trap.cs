using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vestibule.Tests.Outbound;

/// <summary>A server on the loopback that should not be reached, or that answers as it is told. Counts connections.</summary>
internal sealed class Trap : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> answer;
    private readonly Task accepting;
    private int hits;

    /// <param name="answer">Given the request's head and the connection.</param>
    public Trap(Func<string, Stream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Answers every request with the same text.</summary>
    public Trap(string answer)
        : this((_, connection, cancelled) => Send(connection, answer, cancelled)) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Hits => hits;
    public List<string> Requests { get; } = [];

    public static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    public static string Redirect(string to) =>
        $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n";

    public static async Task Send(Stream connection, string text, CancellationToken cancelled) =>
        await connection.WriteAsync(Encoding.Latin1.GetBytes(text), cancelled);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref hits);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var connection = client.GetStream();
            var head = await HeadAsync(connection);
            lock (Requests)
                Requests.Add(head);
            await answer(head, connection, stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task<string> HeadAsync(Stream connection)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one, stop.Token) == 0)
                throw new IOException();
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
