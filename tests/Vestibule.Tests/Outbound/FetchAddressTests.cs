using System.Net;
using System.Net.Sockets;
using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

/// <summary>Where a fetch does not go. The trap listens on the loopback; every case ends with no connection to it.</summary>
public sealed class FetchAddressTests
{
    private static readonly IPAddress Outside = IPAddress.Parse("93.184.216.34");
    private static readonly FetchOptions Http = new() { AllowHttp = true };

    [Theory]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://93.184.216.34/")]
    [InlineData("http://user@name.test/")]
    [InlineData("http://user:word@name.test/")]
    [InlineData("http://name.test:8080/")]
    [InlineData("http://name.test:443/")]
    [InlineData("http://name.test/#part")]
    [InlineData("http://name.test/a b")]
    [InlineData("http://name.test/a\r\nHost: other")]
    [InlineData("https://name.test:80/")]
    [InlineData("ftp://name.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("data:text/plain,x")]
    [InlineData("gopher://name.test/")]
    [InlineData("//name.test/")]
    [InlineData("")]
    public async Task AddressIsRefusedBeforeAnyLookUp(string address)
    {
        using var box = new FetchBox(Http);
        await box.Refused(FetchRefusal.Address, address);
        box.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlainHttpAndLongAddressesAreRefused()
    {
        using var box = new FetchBox();
        await box.Refused(FetchRefusal.Address, "http://name.test/");
        await box.Refused(FetchRefusal.Address, "https://name.test/" + new string('a', 2048));
        box.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("http://localhost./")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://ⓛocalhost/")]
    [InlineData("https://127.0.0.1.nip.test/")]
    public async Task NameThatLeadsHomeIsRefused(string address)
    {
        using var box = new FetchBox(Http);
        await box.Refused(FetchRefusal.Private, address);
        box.Asked.Count.ShouldBe(1);
        box.Asked[0].All(char.IsAscii).ShouldBeTrue();
    }

    [Fact]
    public async Task OneInsideAnswerAmongGoodOnesRefusesAll()
    {
        foreach (
            var inside in (string[])
                [
                    "127.0.0.1",
                    "10.0.0.1",
                    "::1",
                    "::ffff:127.0.0.1",
                    "::ffff:10.0.0.1",
                    "169.254.169.254",
                ]
        )
        {
            using var box = new FetchBox(Http, _ => [Outside, IPAddress.Parse(inside)]);
            await box.Refused(FetchRefusal.Private, "http://name.test/");
        }
    }

    [Fact]
    public async Task OwnPublicAddressIsRefused()
    {
        using var box = new FetchBox(Http, _ => [Outside], () => [Outside]);
        await box.Refused(FetchRefusal.Private, "http://name.test/");
        Addresses.OfThisMachine().ShouldContain(IPAddress.Loopback);
    }

    [Fact]
    public async Task NameWithoutAnswerIsRefused()
    {
        using var box = new FetchBox(Http, _ => []);
        await box.Refused(FetchRefusal.NoSuchHost, "http://name.test/");
    }

    /// <summary>Looked up once for a connection, and dialled at that very answer: a second answer is never heard.</summary>
    [Fact]
    public async Task NameThatChangesItsAnswerIsNeverDialledInside()
    {
        var answers = 0;
        var dialled = new List<IPEndPoint>();
        using var fetch = new Fetch(
            Http with
            {
                Step = TimeSpan.Zero,
            },
            TimeProvider.System,
            (_, _) =>
                Task.FromResult<IPAddress[]>([answers++ % 2 == 0 ? Outside : IPAddress.Loopback]),
            () => [],
            (address, _) =>
            {
                dialled.Add(address);
                throw new SocketException((int)SocketError.ConnectionRefused);
            }
        );
        for (var i = 0; i < 1000; i++)
            (
                await fetch.FetchAsync(
                    "http://name.test/",
                    10,
                    (_, _, _) => Task.FromResult(1),
                    TestContext.Current.CancellationToken
                )
            ).ShouldBe(
                new FetchOutcome<int>.Refused(
                    i % 2 == 0 ? FetchRefusal.Unreachable : FetchRefusal.Private
                )
            );
        answers.ShouldBe(1000);
        dialled.Count.ShouldBe(500);
        dialled.ShouldAllBe(d => d.Equals(new IPEndPoint(Outside, 80)));
    }

    [Fact]
    public async Task AllowListedAddressIsReachedAtItsPortOnly()
    {
        await using var trap = new Trap(Trap.Ok("inside"));
        using var box = FetchBox.For(trap);
        (await box.Text($"http://trap.test:{trap.Port}/a.jpg"))
            .ShouldBeOfType<FetchOutcome<string>.Fetched>()
            .Taken.ShouldBe("inside");
        await box.Refused(FetchRefusal.Address, $"http://other.test:{trap.Port}/");
        await box.Refused(FetchRefusal.Address, $"http://trap.test:{trap.Port + 1}/");
        await box.Refused(FetchRefusal.Address, $"http://trap.test.:{trap.Port}/");
        await box.Refused(FetchRefusal.Address, $"http://127.0.0.1:{trap.Port}/");
        await box.Refused(FetchRefusal.Private, "https://trap.test/");
        trap.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task AllowListedNumberIsReached()
    {
        await using var trap = new Trap(Trap.Ok("inside"));
        using var box = new FetchBox(
            new FetchOptions { AllowedAddresses = [$"127.0.0.1:{trap.Port}"] }
        );
        (
            await box.Text($"http://127.0.0.1:{trap.Port}/")
        ).ShouldBeOfType<FetchOutcome<string>.Fetched>();
        (
            await box.Text($"http://127.1:{trap.Port}/")
        ).ShouldBeOfType<FetchOutcome<string>.Fetched>();
        await box.Refused(FetchRefusal.Address, $"http://127.0.0.2:{trap.Port}/");
        box.Asked.ShouldBeEmpty();
    }
}
