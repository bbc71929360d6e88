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
        "GET /smuggled/{q} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic dmljdGltOng=\r\n\r\n";

    [Fact]
    public async Task NothingIsLetThroughInsideAnother()
    {
        var served = new ConcurrentBag<string>();
        await using var house = await Open(served);
        var address = new Uri(house.App.Urls.First());
        var twice = new ConcurrentBag<string>();
        var requests = Requests().ToList();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, requests.Count),
            new ParallelOptions { MaxDegreeOfParallelism = 48 },
            async (n, _) =>
            {
                if (RawSocket.Answers(await RawSocket.Say(address, Bytes(requests[n], n))) > 1)
                {
                    twice.Add(Shown(requests[n]));
                }
            }
        );
        served
            .Where(path => path.StartsWith("/smuggled/", StringComparison.Ordinal))
            .Select(path => Shown(requests[int.Parse(path["/smuggled/".Length..])]))
            .ShouldBeEmpty();
        twice.ShouldBeEmpty();
        requests.Count.ShouldBeGreaterThanOrEqualTo(300);
    }

    /// <summary>Nothing of it is done, and the connection ends with the refusal.</summary>
    [Fact]
    public async Task WhatFramesItselfInTwoWaysIsRefused()
    {
        var served = new ConcurrentBag<string>();
        await using var house = await Open(served);
        var taken = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Framed(),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (request, _) =>
            {
                var heard = await RawSocket.Say(
                    new Uri(house.App.Urls.First()),
                    Bytes(request, 0),
                    RawSocket.UntilItHangsUp
                );
                if (!IsRefused(heard))
                {
                    taken.Add($"{Shown(request)} ▶ {Shown(heard)}");
                }
            }
        );
        taken.ShouldBeEmpty();
        served.ShouldBeEmpty();
    }

    /// <summary>Two honest requests on one connection are two, so the trap can spring.</summary>
    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("Content-Length: 0000\r\n\r\n")]
    [InlineData("Content-Length: 0000000000000000003\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("transfer-encoding: CHUNKED \r\n\r\n1\r\nX\r\n0\r\n\r\n")]
    public async Task TwoHonestRequestsAreTwo(string framed)
    {
        var served = new ConcurrentBag<string>();
        await using var house = await Open(served);
        var heard = await RawSocket.Say(
            new Uri(house.App.Urls.First()),
            Bytes($"POST / HTTP/1.1\r\nHost: localhost\r\n{framed}{{i}}", 7)
        );
        RawSocket.Answers(heard).ShouldBe(2, heard);
        served.ShouldContain("/smuggled/7");
    }

    private static IEnumerable<string> Framed() =>
        [
            .. from method in new[] { "POST", "GET" }
            from length in TwoWays.Lengths
            select $"{method} / HTTP/1.1\r\nHost: localhost\r\n{length}\r\n0\r\n\r\n{{i}}",
            // HTTP/1.0 knows no codings (RFC 9112 section 6.1).
            "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{i}",
            "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{i}",
        ];

    /// <summary>Each way on each method, with the inner request where a proxy would have taken it for a body.</summary>
    private static IEnumerable<string> Requests()
    {
        foreach (var method in new[] { "POST", "PUT", "GET", "DELETE" })
        {
            foreach (var length in TwoWays.Lengths)
            {
                yield return $"{method} / HTTP/1.1\r\nHost: localhost\r\n{length}\r\n0\r\n\r\n{{i}}";
            }

            foreach (var chunks in TwoWays.Chunks)
            {
                yield return $"{method} / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}";
            }
        }

        foreach (var padding in new[] { 0, 1, 4096 })
        {
            foreach (var head in TwoWays.Heads)
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

    private static bool IsRefused(string heard) =>
        heard.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal)
        && heard.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal);

    private static byte[] Bytes(string request, int number)
    {
        var inner = Inner.Replace("{q}", $"{number}", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(
            request
                .Replace("{n}", $"{inner.Length + 5}", StringComparison.Ordinal)
                .Replace("{m}", $"{inner.Length}", StringComparison.Ordinal)
                .Replace("{i}", inner, StringComparison.Ordinal)
        );
    }

    private static string Shown(string request)
    {
        var shown = request
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\0", "\\0", StringComparison.Ordinal);
        return shown[..Math.Min(200, shown.Length)];
    }

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
