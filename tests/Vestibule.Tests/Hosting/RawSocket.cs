using System.Net.Sockets;
using System.Text;

namespace Vestibule.Tests.Hosting;

/// <summary>Bytes to a server as they are, and whatever it says until it hangs up or has nothing more to say.</summary>
internal static class RawSocket
{
    /// <summary>The answers, in Latin-1. Every request has to ask for the connection to be closed, or be refused.</summary>
    public static async Task<string> Say(Uri address, byte[] bytes)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancelled);
        await using var stream = client.GetStream();
        var heard = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, cancelled);
            // Nothing more comes: a server that waits for the rest of a body is not waited for.
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(heard, cancelled);
        }
        catch (IOException)
        {
            // Reset in the middle of it: what was said before counts.
        }

        return Encoding.Latin1.GetString(heard.ToArray());
    }

    public static Task<string> Say(Uri address, string text) =>
        Say(address, Encoding.Latin1.GetBytes(text));

    public static int Answers(string heard) =>
        heard.Split("HTTP/1.1 ", StringSplitOptions.None).Length - 1;
}
