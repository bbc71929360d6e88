using System.Net.Sockets;
using System.Text;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>Addresses and methods people try that are not ours.</summary>
public sealed class BackDoorTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/.git/HEAD")]
    [InlineData("/appsettings.json")]
    [InlineData("/web.config")]
    [InlineData("/vestibule.dll")]
    [InlineData("/master.key")]
    [InlineData("/data/")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/swagger/index.html")]
    [InlineData("/metrics")]
    [InlineData("/debug/pprof/")]
    [InlineData("/actuator/env")]
    public async Task NoFileOfTheProgramAndNoBackDoorIsServed(string path)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var administrator = await world.Administrator();
        (await administrator.Gets(path)).Status.ShouldBe(404);
        using var stranger = world.App.Anonymous();
        (await stranger.Gets(path)).Status.ShouldBeOneOf(401, 404);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("CONNECT")]
    [InlineData("PROPFIND")]
    public async Task OtherMethodsAreRefusedAndEchoNothing(string method)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var stranger = world.App.Anonymous();
        var path = method is "CONNECT" ? "/" : "/health/live";
        if (method is "CONNECT")
            // HttpClient will not send it; a plain line does.
            (
                await RawStatus(world.App.Address, "CONNECT elsewhere.example:443 HTTP/1.1")
            ).ShouldBeOneOf(400, 401, 405);
        else
        {
            var answer = await stranger.Asks(
                new HttpMethod(method),
                path,
                null,
                ("X-Echo", "CanaryEchoZq7")
            );
            answer.Status.ShouldBeOneOf(401, 404, 405, 501);
            answer.Raw.ShouldNotContain("CanaryEchoZq7");
        }
    }

    private static async Task<int> RawStatus(Uri server, string line)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port, Cancelled);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"{line}\r\nHost: elsewhere.example:443\r\nConnection: close\r\n\r\n"
            ),
            Cancelled
        );
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var status = await reader.ReadLineAsync(Cancelled);
        return int.Parse(status!.Split(' ')[1]);
    }
}
