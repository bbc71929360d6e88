using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Tests.Hosting;

/// <summary>Answers to what never became a request carry the headers of all others.</summary>
public sealed class DressRefusalsTests
{
    private const string Host = "Host: localhost\r\n";

    public static TheoryData<string, int, string> Unread =>
        new()
        {
            { "no HTTP", 400, "\u0016\u0003\u0001\u0002\r\n\r\n" },
            { "no version", 400, $"GET /\r\n{Host}\r\n" },
            { "a version that is none", 505, $"GET / HTTP/9.9\r\n{Host}\r\n" },
            { "no host", 400, "GET / HTTP/1.1\r\n\r\n" },
            { "two hosts", 400, $"GET / HTTP/1.1\r\n{Host}{Host}\r\n" },
            { "a name that is none", 400, $"GET / HTTP/1.1\r\n{Host}na me: x\r\n\r\n" },
            { "bare line feeds", 400, "GET / HTTP/1.1\nHost: localhost\n\n" },
            { "a long address", 414, $"GET /{new string('u', 20_000)} HTTP/1.1\r\n{Host}\r\n" },
            {
                "long headers",
                431,
                $"GET / HTTP/1.1\r\n{Host}X: {new string('h', 40_000)}\r\n\r\n"
            },
            { "two lengths", 400, $"POST / HTTP/1.1\r\n{Host}Content-Length: 1, 2\r\n\r\n" },
        };

    [Theory, MemberData(nameof(Unread))]
    public async Task WhatIsNoRequestHearsThem(string what, int status, string sent)
    {
        await using var house = await ServedHouse.Open(_ => { }, _ => { });
        var heard = await RawSocket.Say(new Uri(house.App.Urls.First()), sent);
        Status(heard).ShouldBe(status, $"{what}: {heard}");
        foreach (var name in EveryHeaderTests.Names)
        {
            Count(heard, name).ShouldBe(1, $"{what}, {name}: {heard}");
        }

        Count(heard, "Strict-Transport-Security").ShouldBe(0, "never over plain HTTP");
        Count(heard, "Server").ShouldBe(0);
    }

    [Fact]
    public async Task WhatComesBeforeItIsAnsweredAsEver()
    {
        await using var house = await ServedHouse.Open(_ => { }, _ => { });
        var heard = await RawSocket.Say(
            new Uri(house.App.Urls.First()),
            $"GET /health/live HTTP/1.1\r\n{Host}\r\nno request\r\n\r\n"
        );
        Status(heard).ShouldBe(200);
        heard.ShouldContain("HTTP/1.1 400 ");
        RawSocket.Answers(heard).ShouldBe(2);
        foreach (var name in EveryHeaderTests.Names)
        {
            Count(heard, name).ShouldBe(2, $"{name}: {heard}");
        }
    }

    /// <summary>Its own answer has them once, and the listener's refusal adds none.</summary>
    [Fact]
    public async Task ADoorWhoseBodyBreaksAnswersOnce()
    {
        await using var house = await ServedHouse.Open(
            _ => { },
            app =>
                app.MapPost(
                    "/read",
                    async (HttpContext context) =>
                    {
                        try
                        {
                            await context.Request.Body.CopyToAsync(Stream.Null);
                        }
                        catch (BadHttpRequestException)
                        {
                            context.Response.StatusCode = 400;
                            await context.Response.WriteAsync("broken");
                        }
                    }
                )
        );
        var heard = await RawSocket.Say(
            new Uri(house.App.Urls.First()),
            $"POST /read HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\nno chunk\r\n"
        );
        heard.ShouldContain("broken");
        foreach (var name in EveryHeaderTests.Names)
        {
            Count(heard, name).ShouldBe(1, $"{name}: {heard}");
        }
    }

    private static int Status(string heard) =>
        int.Parse(heard["HTTP/1.1 ".Length..][..3], CultureInfo.InvariantCulture);

    private static int Count(string heard, string name) =>
        Regex.Count(heard, $"\r\n{Regex.Escape(name)}: [^\r]+\r\n");
}
