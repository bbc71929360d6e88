using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Tests.Hosting;

/// <summary>
/// Requests whose end can be seen in two ways. Whatever a proxy in front has taken for the body of one must never be
/// answered here as a second request.
/// </summary>
public sealed class SmugglingTests
{
    private const string Inner =
        "GET /smuggled HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic dmljdGltOng=\r\n\r\n";

    /// <summary>Header lines that say how long the body is, each in a way that some read differently.</summary>
    private static readonly string[] Lengths =
    [
        "Content-Length: {n}\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: {n}\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: {n}\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nContent-Length: {n}\r\n",
        "Content-Length: {n}, 0\r\n",
        "Content-Length: 0, {n}\r\n",
        "Content-Length: +{n}\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x10\r\n",
        "Content-Length: {n}.0\r\n",
        "Content-Length: 1e2\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: \r\n",
        "Content-Length : {n}\r\n",
        "Content-Length\t: {n}\r\n",
        " Content-Length: {n}\r\n",
        "X: y\r\n Content-Length: {n}\r\n",
        "X: y\r\n\tTransfer-Encoding: chunked\r\n",
        "Content-Length:\r\n {n}\r\n",
        "Content-Length: {n}\0\r\n",
        "Content\0-Length: {n}\r\n",
        "Content_Length: {n}\n",
        "Content-Length: {n}\n",
        "Content-Length: 0\rContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\v: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity, chunked, identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: chunked\0\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: {n}\r\n",
        "TRANSFER-ENCODING: CHUNKED\r\nContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked;q=1\r\n",
        "Transfer-Encoding: \r\nContent-Length: 0\r\nContent-Length: {n}\r\n",
    ];

    /// <summary>Chunked bodies that some read to another end.</summary>
    private static readonly string[] Chunks =
    [
        "0;a\n\r\n{i}",
        "0;\n\r\n{i}",
        "1;a\nX\r\n0\r\n\r\n{i}",
        "1;a\rX\r\n0\r\n\r\n{i}",
        "1\nX\r\n0\r\n\r\n{i}",
        "1\rX\r\n0\r\n\r\n{i}",
        "1\r\nX0\r\n\r\n{i}",
        "1\r\nXY\r\n0\r\n\r\n{i}",
        "1 \r\nX\r\n0x\r\n\r\n{i}",
        "0x0\r\n\r\n{i}",
        "-0\r\n\r\n{i}",
        "-1\r\n\r\n{i}",
        "+0\r\n\r\n{i}",
        "\r\n0\r\n\r\n{i}",
        "FFFFFFFFFFFFFFFF\r\n{i}",
        "FFFFFFFFFFFFFFFFF0\r\n{i}",
        "100000000\r\n{i}",
        "80000000\r\n{i}",
        "0\0\r\n\r\n{i}",
        "g\r\n\r\n{i}",
        "0\r\n{i}",
        "0\n\n{i}",
        "0\r\r{i}",
        "0\r\nContent-Length: 10\n\n{i}",
    ];

    /// <summary>Whole beginnings of a request that are not as they must be.</summary>
    private static readonly string[] Heads =
    [
        "POST / HTTP/1.1\nHost: localhost\nContent-Length: {n}\n\n{i}",
        "POST / HTTP/1.1\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost:x\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: local host\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.2\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/0.9\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1 \r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST  / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST /\0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST /%00 HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "PO\0ST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST /a b HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nX\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\n: x\r\nContent-Length: {n}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\rContent-Length: 0\r\nContent-Length: {n}\r\n\r\n{i}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: {n}\r\n\r\n{i}",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\nConnection: close\r\n\r\n{i}",
        "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n{i}",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03{i}",
    ];

    [Fact]
    public async Task NothingIsLetThroughInsideAnother()
    {
        var served = new ConcurrentBag<string>();
        await using var house = await Open(served);
        var through = new List<string>();
        foreach (var request in Requests())
        {
            served.Clear();
            var heard = await RawSocket.Say(new Uri(house.App.Urls.First()), Bytes(request));
            if (served.Any(path => path.Contains("smuggled", StringComparison.Ordinal)))
            {
                through.Add($"served inside: {Shown(request)}");
            }

            if (RawSocket.Answers(heard) > 1)
            {
                through.Add($"answered twice: {Shown(request)}");
            }
        }

        Requests().Count().ShouldBeGreaterThanOrEqualTo(300);
        through.ShouldBeEmpty();
    }

    /// <summary>Two honest requests on one connection are two, so the trap can spring.</summary>
    [Fact]
    public async Task TwoHonestRequestsAreTwo()
    {
        var served = new ConcurrentBag<string>();
        await using var house = await Open(served);
        var heard = await RawSocket.Say(
            new Uri(house.App.Urls.First()),
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" + Inner
        );
        RawSocket.Answers(heard).ShouldBe(2);
        served.ShouldContain("/smuggled");
    }

    /// <summary>Each way on each method, with the inner request where a proxy would have taken it for a body.</summary>
    private static IEnumerable<string> Requests()
    {
        foreach (var method in new[] { "POST", "PUT", "GET", "DELETE" })
        {
            foreach (var length in Lengths)
            {
                yield return $"{method} / HTTP/1.1\r\nHost: localhost\r\n{length}\r\n0\r\n\r\n{{i}}";
            }

            foreach (var chunks in Chunks)
            {
                yield return $"{method} / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}";
            }
        }

        foreach (var padding in new[] { 0, 1, 4096 })
        {
            foreach (var head in Heads)
            {
                yield return padding == 0
                    ? head
                    : head.Replace(
                        "Host:",
                        $"X-Pad: {new string('p', padding)}\r\nHost:",
                        StringComparison.Ordinal
                    );
            }
        }

        yield return $"GET /{new string('u', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n{{i}}";
        yield return $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('h', 40_000)}\r\n\r\n{{i}}";
        yield return $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 80).Select(n => $"X{n}: y\r\n"))}\r\n{{i}}";
    }

    private static byte[] Bytes(string request)
    {
        var length = ("0\r\n\r\n" + Inner).Length;
        return Encoding.Latin1.GetBytes(
            request
                .Replace("{n}", $"{length}", StringComparison.Ordinal)
                .Replace("{i}", Inner, StringComparison.Ordinal)
        );
    }

    private static string Shown(string request) =>
        request
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)[..Math.Min(160, request.Length)];

    private static Task<ServedHouse> Open(ConcurrentBag<string> served) =>
        ServedHouse.Open(
            _ => { },
            app =>
                app.Map(
                    "/{**path}",
                    async (HttpContext context) =>
                    {
                        served.Add(context.Request.Path);
                        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                        return "done";
                    }
                ),
            ("Vestibule:Api:RateLimit:Enabled", "false")
        );
}
