using System.Net.Sockets;
using System.Text;

namespace Vestibule.Tests.Hosting;

/// <summary>Bytes to a server as they are, and whatever it says until it hangs up or has nothing more to say.</summary>
internal static class RawSocket
{
    /// <summary>For a server that has to hang up: on a busy machine its answer takes a while.</summary>
    public static readonly TimeSpan UntilItHangsUp = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    /// <summary>The answers, in Latin-1.</summary>
    public static async Task<string> Say(Uri address, byte[] bytes, TimeSpan? patience = null)
    {
        var longest = patience ?? Quiet;
        using var client = new TcpClient();
        await client.ConnectAsync(
            address.Host,
            address.Port,
            TestContext.Current.CancellationToken
        );
        await using var stream = client.GetStream();
        var heard = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            // A server that waits for the rest of a body is not waited for.
            using var quiet = new CancellationTokenSource(longest);
            while (await stream.ReadAsync(buffer, quiet.Token) is > 0 and var read)
            {
                heard.Write(buffer, 0, read);
                quiet.CancelAfter(longest);
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // Reset in the middle of it, or quiet: what was said before counts.
        }

        return Encoding.Latin1.GetString(heard.ToArray());
    }

    public static Task<string> Say(Uri address, string text, TimeSpan? patience = null) =>
        Say(address, Encoding.Latin1.GetBytes(text), patience);

    public static int Answers(string heard) =>
        heard.Split("HTTP/1.1 ", StringSplitOptions.None).Length - 1;
}
