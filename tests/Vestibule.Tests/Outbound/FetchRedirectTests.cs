using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

public sealed class FetchRedirectTests
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user@trap.test:{port}/")]
    [InlineData("http://127.0.0.1:{port}/")]
    [InlineData("http://other.test/")]
    [InlineData("//other.test:{port}/")]
    [InlineData("http://trap.test:{port}/#x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task RedirectMeetsAllRulesAgain(string to)
    {
        await using var trap = new Trap(
            (head, connection, cancelled) =>
                Trap.Send(connection, Trap.Redirect(to.Replace("{port}", PortOf(head))), cancelled)
        );
        using var box = FetchBox.For(trap);
        await box.Refused(FetchRefusal.Redirect, $"http://trap.test:{trap.Port}/");
        trap.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task RedirectToANameInsideIsRefused()
    {
        await using var trap = new Trap(Trap.Redirect("https://inside.test/"));
        using var box = FetchBox.For(trap);
        await box.Refused(FetchRefusal.Private, $"http://trap.test:{trap.Port}/");
        trap.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task LoopEndsAfterThreeHops()
    {
        await using var trap = new Trap(Trap.Redirect("/again"));
        using var box = FetchBox.For(trap);
        await box.Refused(FetchRefusal.Redirect, $"http://trap.test:{trap.Port}/");
        trap.Hits.ShouldBe(4);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ThreeHopsAreFollowedAndTheFirstNameKept(int status)
    {
        var hops = 0;
        await using var trap = new Trap(
            (_, connection, cancelled) =>
                Trap.Send(
                    connection,
                    hops++ < 3
                        ? $"HTTP/1.1 {status} Moved\r\nLocation: /hop{hops}\r\nContent-Length: 0\r\n\r\n"
                        : Trap.Ok("there"),
                    cancelled
                )
        );
        using var box = FetchBox.For(trap);
        var outcome = await box.Take(
            $"http://trap.test:{trap.Port}/a/front%20side.jpg?x=1",
            (_, name, _) => Task.FromResult(name)
        );
        outcome.ShouldBe(new FetchOutcome<string>.Fetched("front side.jpg"));
        box.Asked.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("https://name.test/", "http://name.test/", false)]
    [InlineData("https://name.test/", "http://trap.test:8080/", false)]
    [InlineData("https://name.test/", "https://other.test/", true)]
    [InlineData("https://name.test/a", "/b", true)]
    [InlineData("http://name.test/", "https://name.test/", true)]
    [InlineData("http://name.test/", "http://other.test/", true)]
    public void EncryptionIsNeverLost(string from, string to, bool followed)
    {
        var target = new Target(
            new FetchOptions { AllowHttp = true, AllowedAddresses = ["trap.test:8080"] }
        );
        (target.Next(new Uri(from), new Uri(to, UriKind.RelativeOrAbsolute)) is not null).ShouldBe(
            followed
        );
    }

    private static string PortOf(string head) =>
        head.Split("\r\n").Single(l => l.StartsWith("Host:", StringComparison.Ordinal)).Split(':')[
            ^1
        ];
}
