using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Hosting.UploadDesk;

namespace Vestibule.Tests.Hosting;

/// <summary>Those who send slowly, stop, or come in crowds keep nobody else from being served.</summary>
public sealed class SlowAndManyTests
{
    [Fact]
    public async Task ADrippingSenderIsSentAwayAndOthersAreServed()
    {
        var clock = new FakeTimeProvider(new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var desk = await Open(clock);
        using var line = await Begin(desk, Long(100_000), sent: 100);
        for (var second = 0; second < 30; second++)
        {
            await line.Send([0]);
            clock.Advance(TimeSpan.FromSeconds(1));
            if (second == 5)
                await OthersAreServed(desk);
        }

        (await line.Answer()).ShouldStartWith("HTTP/1.1 408 ");
        await NothingIsLeft(desk);
    }

    [Fact]
    public async Task ASenderThatStopsIsSentAway()
    {
        var clock = new FakeTimeProvider(new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var desk = await Open(clock);
        using var line = await Begin(desk, Long(100_000), sent: 50_000);
        await OthersAreServed(desk);
        // Fifty thousand bytes have bought three seconds more.
        clock.Advance(TimeSpan.FromSeconds(14));
        (await line.Answer()).ShouldStartWith("HTTP/1.1 408 ");
        await NothingIsLeft(desk);
    }

    [Fact]
    public async Task ASenderThatTakesForEverIsSentAway()
    {
        var clock = new FakeTimeProvider(new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var desk = await Open(
            clock,
            ("Vestibule:Uploads:KilobytesPerSecond", "1"),
            ("Vestibule:Uploads:DeadlineSeconds", "20")
        );
        using var line = await Begin(desk, Long(5_000_000), sent: 1_000_000);
        clock.Advance(TimeSpan.FromSeconds(20));
        (await line.Answer()).ShouldStartWith("HTTP/1.1 408 ");
        await NothingIsLeft(desk);
    }

    [Fact]
    public async Task DrippingHeadersAreCutOff()
    {
        await using (var shipped = await VestibuleApp.Start(DatabaseProvider.Sqlite))
        {
            shipped
                .Services.GetRequiredService<IOptions<KestrelServerOptions>>()
                .Value.Limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(15));
        }

        // The server's own clock cannot be told the time, so that it is given less.
        await using var desk = await EvidenceDesk.Open(
            DatabaseProvider.Sqlite,
            documents: 0,
            services: services =>
                services.PostConfigure<KestrelServerOptions>(server =>
                    server.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(500)
                )
        );
        using var line = await UploadLine.Open(desk.App.Address, $"GET {Reads} HTTP/1.1\r\nHost: ");
        await OthersAreServed(desk);
        var answer = line.Answer();
        while (!answer.IsCompleted && await line.Send("x"u8.ToArray()))
            await Task.WhenAny(answer, Task.Delay(20, TestContext.Current.CancellationToken));
        (await answer).ShouldStartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task OneAddressSendsOnlySoManyFilesAtOnce()
    {
        await using var desk = await Open(
            null,
            ("Vestibule:Uploads:PerAddress", "2"),
            ("Vestibule:Edge:TrustedProxies", "127.0.0.1")
        );
        using var one = await Begin(desk, Picture, sent: 1_000, number: 1);
        using var two = await Begin(desk, Picture, sent: 1_000, number: 2);
        using var three = await Line(desk, Picture.Length);
        await three.Send(Picture);
        var refused = await three.Answer();
        refused.ShouldStartWith("HTTP/1.1 429 ");
        refused.ShouldContain("Retry-After: 5");
        refused.ShouldContain("too many requests of yours");
        await OthersAreServed(desk);

        // Somebody else, behind the same proxy.
        using var other = await Line(
            desk,
            Picture.Length,
            "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"
        );
        await other.Send(Picture);
        (await other.Answer()).ShouldStartWith("HTTP/1.1 200 ");

        one.Dispose();
        await Until(desk, 1);
        using var four = await Line(desk, Picture.Length);
        await four.Send(Picture);
        (await four.Answer()).ShouldStartWith("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task OnlySoManyFilesComeInAtOnce()
    {
        await using var desk = await Open(null, ("Vestibule:Uploads:AtOnce", "1"));
        using var one = await Begin(desk, Picture, sent: 1_000);
        using var two = await Line(desk, Picture.Length);
        await two.Send(Picture);
        var refused = await two.Answer();
        refused.ShouldStartWith("HTTP/1.1 503 ");
        refused.ShouldContain("Retry-After: 5");
        await OthersAreServed(desk);
        await one.Send(Picture[1_000..]);
        (await one.Answer()).ShouldStartWith("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task WhoMayNotComeInHoldsNoPlace()
    {
        await using var desk = await Open(null, ("Vestibule:Uploads:AtOnce", "1"));
        var document = await desk.Document();
        using var stranger = await UploadLine.Open(
            desk.App.Address,
            $"PUT /api/vestibule/documents/{document}/files/photo HTTP/1.1\r\nHost: x\r\nContent-Length: 3000\r\n\r\n"
        );
        (await stranger.Answer()).ShouldStartWith("HTTP/1.1 401 ");
        desk.App.Services.GetRequiredService<UploadGate>().UnderWay.ShouldBe(0);
    }
}
