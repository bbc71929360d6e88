using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vestibule.Tests.Scanning;

/// <summary>Something that listens where a scanner is expected and does what it is told with each connection.</summary>
internal sealed class FakeClamd : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();

    /// <param name="with">One connection; it is closed afterwards.</param>
    public FakeClamd(Func<NetworkStream, CancellationToken, Task> with)
    {
        listener.Start();
        Address = new Uri($"tcp://{listener.LocalEndpoint}");
        _ = Listen(with);
    }

    public Uri Address { get; }

    /// <summary>Takes it all and says this.</summary>
    public static FakeClamd Saying(string said) =>
        new(
            async (line, stop) =>
            {
                await Whole(line, stop);
                await line.WriteAsync(Encoding.ASCII.GetBytes(said), stop);
            }
        );

    /// <summary>Takes it all and never says anything.</summary>
    public static FakeClamd Hanging() =>
        new(
            async (line, stop) =>
            {
                await Whole(line, stop);
                await Task.Delay(Timeout.Infinite, stop);
            }
        );

    /// <summary>Takes a little, says this, and hangs up with the rest unread.</summary>
    public static FakeClamd HangingUp(string said = "") =>
        new(
            async (line, stop) =>
            {
                await line.ReadExactlyAsync(new byte[1_000], stop);
                await line.WriteAsync(Encoding.ASCII.GetBytes(said), stop);
            }
        );

    /// <summary>Takes nothing at all.</summary>
    public static FakeClamd Stuck() => new((_, stop) => Task.Delay(Timeout.Infinite, stop));

    public void Dispose()
    {
        over.Cancel();
        listener.Dispose();
        over.Dispose();
    }

    // The last piece has no length.
    private static async Task Whole(NetworkStream line, CancellationToken stop)
    {
        await line.ReadExactlyAsync(new byte["zINSTREAM\0".Length], stop);
        var length = new byte[4];
        do
        {
            await line.ReadExactlyAsync(length, stop);
            await line.ReadExactlyAsync(
                new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length)],
                stop
            );
        } while (length is not [0, 0, 0, 0]);
    }

    private async Task Listen(Func<NetworkStream, CancellationToken, Task> with)
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync(over.Token), with);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client, Func<NetworkStream, CancellationToken, Task> with)
    {
        using (client)
        {
            try
            {
                await with(client.GetStream(), over.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Either side has had enough.
            }
        }
    }
}
