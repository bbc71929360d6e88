using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>What the server believes of the network, and what it refuses before it reads anything.</summary>
public sealed class DoorstepTests
{
    private const string Proxy = "127.0.0.1";

    [Theory]
    [InlineData(Proxy, "203.0.113.9", "https", "203.0.113.9 https")]
    [InlineData(Proxy, "198.51.100.1, 203.0.113.9", "https", "203.0.113.9 https")]
    [InlineData(
        "127.0.0.0/8,10.0.0.0/8",
        "203.0.113.9, 10.0.0.7",
        "https, https",
        "203.0.113.9 https"
    )]
    [InlineData("10.0.0.7", "203.0.113.9", "https", "127.0.0.1 http")]
    [InlineData(null, "203.0.113.9", "https", "127.0.0.1 http")]
    public async Task OnlyTrustedProxiesAreBelieved(
        string? trusted,
        string address,
        string scheme,
        string believed
    )
    {
        await using var house = await Open(
            trusted is null ? [] : [("Vestibule:Edge:TrustedProxies", trusted)]
        );
        (
            await Ask(
                house,
                HttpMethod.Get,
                ("X-Forwarded-For", address),
                ("X-Forwarded-Proto", scheme),
                ("X-Forwarded-Host", "elsewhere.example")
            )
        ).Body.ShouldBe($"{believed} {house.Client.BaseAddress!.Host}");
    }

    [Theory]
    [InlineData("GET", "Authorization", "http", 403)]
    [InlineData("GET", "Cookie", "http", 403)]
    [InlineData("POST", null, "http", 403)]
    [InlineData("PUT", null, "http", 403)]
    [InlineData("GET", null, "http", 200)]
    [InlineData("GET", "Authorization", "https", 200)]
    [InlineData("POST", null, "https", 200)]
    public async Task SecretsFromAfarComeOverHttps(
        string method,
        string? header,
        string scheme,
        int status
    )
    {
        await using var house = await Open(("Vestibule:Edge:TrustedProxies", Proxy));
        var answer = await Ask(
            house,
            new HttpMethod(method),
            ("X-Forwarded-For", "203.0.113.9"),
            ("X-Forwarded-Proto", scheme),
            (header ?? "X-Nothing", "Basic c2VjcmV0OnNlY3JldA==")
        );
        answer.Status.ShouldBe(status, answer.Body);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(scheme is "https");
        if (status == 403)
        {
            answer.Body.ShouldContain("HTTPS");
        }
    }

    [Theory]
    [InlineData("checks.example.com", 200)]
    [InlineData("a.b.example.org", 200)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("example.org", 400)]
    [InlineData("evil.example", 400)]
    [InlineData("checks.example.com.evil.example", 400)]
    public async Task ItGoesByItsNames(string host, int status)
    {
        await using var house = await Open(
            ("Vestibule:PublicUrl", "https://checks.example.com"),
            ("Vestibule:Edge:AllowedHosts", "*.example.org")
        );
        (await Ask(house, HttpMethod.Get, ("Host", host))).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("Vestibule:Edge:TrustedProxies", "proxy.internal")]
    [InlineData("Vestibule:Edge:TrustedProxies", "10.0.0.0/33")]
    [InlineData("Vestibule:Edge:AllowedHosts", "https://checks.example.com")]
    [InlineData("Vestibule:Edge:AllowedHosts", "*")]
    [InlineData("Vestibule:Edge:Certificate:KeyFile", "key.pem")]
    [InlineData("Vestibule:Edge:ConnectionsPerAddress", "0")]
    public void AMistakeIsNamed(string setting, string value) =>
        ReadSettingsTests
            .Read((setting, value))
            .Mistakes.ShouldHaveSingleItem()
            .ShouldStartWith($"{setting}: ");

    [Fact]
    public async Task AQueryIsBounded()
    {
        await using var house = await Open();
        (await Query(house, Doorstep.MostParameters)).ShouldBe(200);
        (await Query(house, Doorstep.MostParameters + 1)).ShouldBe(400);
    }

    [Fact]
    public void OneAddressIsNotTheWholeCrowd()
    {
        var crowd = new Crowd(
            new EdgeSettings([IPNetwork.Parse("10.0.0.0/8")], [], null, ConnectionsPerAddress: 2)
        );
        var (one, sameHome, other) = (
            IPAddress.Parse("2001:db8:1:2::1"),
            IPAddress.Parse("2001:db8:1:2::2"),
            IPAddress.Parse("203.0.113.9")
        );
        crowd.Enter(one).ShouldBeTrue();
        crowd.Enter(sameHome).ShouldBeTrue();
        crowd.Enter(one).ShouldBeFalse();
        crowd.Enter(other).ShouldBeTrue();
        crowd.Leave(sameHome);
        crowd.Enter(one).ShouldBeTrue();
        for (var n = 0; n < 10; n++)
        {
            crowd.Enter(IPAddress.Loopback).ShouldBeTrue();
            crowd.Enter(IPAddress.Parse("10.1.2.3")).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("GET /{u} HTTP/1.1\r\nHost: x\r\n\r\n", 17_000, "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: {u}\r\n\r\n", 33_000, "431")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n{h}\r\n", 0, "431")]
    public async Task HeadsAreBounded(string request, int length, string status)
    {
        await using var house = await Open();
        var heard = await RawSocket.Say(
            new Uri(house.App.Urls.First()),
            request
                .Replace("{u}", new string('u', length), StringComparison.Ordinal)
                .Replace(
                    "{h}",
                    string.Concat(Enumerable.Range(0, 65).Select(n => $"X{n}: y\r\n")),
                    StringComparison.Ordinal
                )
        );
        heard.ShouldStartWith($"HTTP/1.1 {status}");
        heard.ShouldNotContain("Server:");
    }

    private static async Task<int> Query(ServedHouse house, int parameters) =>
        (int)
            (
                await house.Client.GetAsync(
                    $"/?{string.Join('&', Enumerable.Range(0, parameters).Select(n => $"a{n}=1"))}",
                    TestContext.Current.CancellationToken
                )
            ).StatusCode;

    private static async Task<(
        int Status,
        string Body,
        System.Net.Http.Headers.HttpResponseHeaders Headers
    )> Ask(ServedHouse house, HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await house.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            (int)answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers
        );
    }

    private static Task<ServedHouse> Open(params (string, string)[] settings) =>
        ServedHouse.Open(
            _ => { },
            app =>
                app.Map(
                    "/",
                    (HttpContext context) =>
                        $"{context.Connection.RemoteIpAddress!.MapToIPv4()} {context.Request.Scheme} {context.Request.Host.Host}"
                ),
            settings
        );
}
