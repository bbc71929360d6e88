using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

public sealed class RateLimitsTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TooManyWritesAre429WithAWholeNumberOfSecondsToWait()
    {
        await using var house = await Limited();
        (await Post(house)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Post(house)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await Post(house);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        int.Parse(refused.Headers.GetValues("Retry-After").Single()).ShouldBeInRange(1, 60);
        (await house.Client.GetAsync("/", Cancelled)).StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "reading goes on"
        );
    }

    [Fact]
    public async Task TooManyRequestsAreRefusedAndHealthIsNot()
    {
        await using var house = await Limited();
        for (var i = 0; i < 4; i++)
        {
            (await house.Client.GetAsync("/", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await house.Client.GetAsync("/", Cancelled)).StatusCode.ShouldBe(
            HttpStatusCode.TooManyRequests
        );
        (await house.Client.GetAsync("/health/live", Cancelled)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task TheOlderAnswerIsAnEmpty409WithItsReason()
    {
        await using var house = await Limited(("Vestibule:Api:RateLimit:Status", "409"));
        await Post(house);
        await Post(house);
        var refused = await Post(house);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refused.ReasonPhrase.ShouldBe("You must wait before accessing this url again.");
        refused.Content.Headers.ContentLength.ShouldBe(0);
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task TheyCanBeTurnedOff()
    {
        await using var house = await Limited(("Vestibule:Api:RateLimit:Enabled", "false"));
        for (var i = 0; i < 10; i++)
        {
            (await Post(house)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void StrangersAreCountedByAddress(string address, string whose)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        RateLimits.Whose(context).ShouldBe(whose);
    }

    [Fact]
    public void UsersAreCountedByThemselves()
    {
        var context = new DefaultHttpContext
        {
            User = new(new ClaimsIdentity([new("sub", "7")], "Bearer")),
        };
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        RateLimits.Whose(context).ShouldBe("7");
    }

    private static Task<ServedHouse> Limited(params (string, string)[] more) =>
        ServedHouse.Open(
            _ => { },
            app =>
            {
                app.MapGet("/", () => "");
                app.MapPost("/", () => "");
            },
            [
                ("Vestibule:Api:RateLimit:PerMinute", "4"),
                ("Vestibule:Api:RateLimit:WritesPerMinute", "2"),
                .. more,
            ]
        );

    private static Task<HttpResponseMessage> Post(ServedHouse house) =>
        house.Client.PostAsync("/", content: null, Cancelled);
}
