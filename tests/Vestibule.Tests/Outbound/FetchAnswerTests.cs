using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

/// <summary>What a stranger's server may answer.</summary>
public sealed class FetchAnswerTests
{
    [Fact]
    public async Task OnlyFiveHeadersAreSent()
    {
        using var activity = new System.Diagnostics.Activity("outer").Start();
        await using var trap = new Trap(Trap.Ok("x", "Set-Cookie: a=b\r\n"));
        using var box = FetchBox.For(trap);
        await box.Text($"http://trap.test:{trap.Port}/");
        await box.Text($"http://trap.test:{trap.Port}/");
        trap.Requests.Count.ShouldBe(2);
        foreach (var request in trap.Requests)
            request
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Order()
                .ShouldBe(
                    [
                        "Accept-Encoding: identity",
                        "Accept: */*",
                        "Connection: close",
                        "GET / HTTP/1.1",
                        $"Host: trap.test:{trap.Port}",
                        "User-Agent: Vestibule",
                    ],
                    ignoreOrder: true
                );
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", FetchRefusal.Status)]
    [InlineData("HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\nx", FetchRefusal.Status)]
    [InlineData("HTTP/1.1 204 Nothing\r\n\r\n", FetchRefusal.Status)]
    [InlineData("HTTP/1.1 304 Same\r\n\r\n", FetchRefusal.Status)]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", FetchRefusal.Status)]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        FetchRefusal.Encoding
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\nx",
        FetchRefusal.Encoding
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Encoding:\r\nContent-Length: 1\r\n\r\nx",
        FetchRefusal.Encoding
    )]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", FetchRefusal.Encoding)]
    [InlineData("", FetchRefusal.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", FetchRefusal.TooLarge)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n12345678901", FetchRefusal.TooLarge)]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n",
        FetchRefusal.TooLarge
    )]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12345", FetchRefusal.Unreachable)]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
        FetchRefusal.Unreachable
    )]
    public async Task AnswerIsRefused(string answer, FetchRefusal cause)
    {
        await using var trap = new Trap(answer);
        using var box = FetchBox.For(trap);
        await box.Refused(cause, $"http://trap.test:{trap.Port}/", limit: 10);
    }

    [Fact]
    public async Task BodyUpToTheLimitIsTaken()
    {
        await using var trap = new Trap(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n1234567890\r\n0\r\n\r\n"
        );
        using var box = FetchBox.For(trap);
        (await box.Text($"http://trap.test:{trap.Port}/", limit: 10)).ShouldBe(
            new FetchOutcome<string>.Fetched("1234567890")
        );
    }

    [Fact]
    public async Task EndlessBodyEndsAtTheLimit()
    {
        await using var trap = new Trap(
            async (_, connection, cancelled) =>
            {
                await Trap.Send(connection, "HTTP/1.1 200 OK\r\n\r\n", cancelled);
                while (true)
                    await connection.WriteAsync(new byte[4096], cancelled);
            }
        );
        using var box = FetchBox.For(trap);
        await box.Refused(
            FetchRefusal.TooLarge,
            $"http://trap.test:{trap.Port}/",
            limit: 1_000_000
        );
    }

    [Fact]
    public async Task LargeHeadersAreRefused()
    {
        await using var trap = new Trap(Trap.Ok("x", $"X: {new string('a', 20_000)}\r\n"));
        using var box = FetchBox.For(trap);
        (
            await box.Text($"http://trap.test:{trap.Port}/")
        ).ShouldBeOfType<FetchOutcome<string>.Refused>();
    }
}
