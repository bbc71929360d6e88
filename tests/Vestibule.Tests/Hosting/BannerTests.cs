using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

public sealed class BannerTests
{
    private const string Address = "http://127.0.0.1:5080";

    [Fact]
    public void ShowsHowToBegin()
    {
        var lines = Lines(
            new Welcome("admin@example.com", "made-up-just-now", ["the master key lies in x"]),
            wanted: true
        );
        lines.ShouldContain(Address);
        lines.ShouldContain("made-up-just-now");
        lines.ShouldContain($"curl -X POST {Address}/api/token");
        lines.ShouldContain($"{Address}/docs");
        lines.ShouldContain("the master key lies in x");
    }

    [Fact]
    public void APasswordMadeNowIsShownEvenWhenNobodySeemsToLook() =>
        Lines(new Welcome("admin@example.com", "made-up-just-now", []), wanted: false)
            .ShouldContain("made-up-just-now");

    [Fact]
    public void ElseNothingIsSaid() =>
        Lines(new Welcome("admin@example.com", null, []), wanted: false).ShouldBeEmpty();

    private static string Lines(Welcome welcome, bool wanted) =>
        string.Join('\n', Banner.Lines(welcome, Address, demo: false, wanted));
}
