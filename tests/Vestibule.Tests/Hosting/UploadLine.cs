using System.Net.Sockets;
using System.Text;

namespace Vestibule.Tests.Hosting;

/// <summary>One connection on which a file is sent as slowly as somebody likes.</summary>
internal sealed class UploadLine : IDisposable
{
    private readonly TcpClient client = new();

    private UploadLine() { }

    private NetworkStream Stream { get; set; } = null!;

    /// <param name="head">Everything before the body, without the empty line.</param>
    public static async Task<UploadLine> Open(Uri address, string head)
    {
        var line = new UploadLine();
        await line.client.ConnectAsync(
            address.Host,
            address.Port,
            TestContext.Current.CancellationToken
        );
        line.Stream = line.client.GetStream();
        await line.Send(Encoding.ASCII.GetBytes(head));
        return line;
    }

    /// <summary>False when the other side has hung up.</summary>
    public async Task<bool> Send(byte[] bytes)
    {
        try
        {
            await Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits for the head and the JSON of an answer; what there is when the other side hangs up first.</summary>
    public async Task<string> Answer()
    {
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (
                !heard.ToString().TrimEnd('\r', '\n', '0').EndsWith('}')
                && await Stream.ReadAsync(buffer, TestContext.Current.CancellationToken)
                    is > 0
                        and var count
            )
            {
                heard.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset: what was said before counts.
        }

        return heard.ToString();
    }

    public void Dispose() => client.Dispose();
}
