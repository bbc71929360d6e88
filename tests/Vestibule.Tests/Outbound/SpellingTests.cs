using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

/// <summary>Ways to write an address that leads inside, or that is no address for fetching at all.</summary>
public sealed class SpellingTests
{
    private static readonly FetchOptions Http = new() { AllowHttp = true };

    private static readonly string[] Hosts =
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0x7F.0x0.0x0.0x1",
        "0177.0.0.1",
        "0177.1",
        "017700000001",
        "127.0.0.1.",
        "127.1.",
        "2130706433.",
        "0x7f000001.",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "168.63.129.16",
        "8.8.8.8",
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[2606:4700:4700::1111]",
    ];

    private static readonly string[] Addresses =
    [
        "",
        "x",
        "/photo.jpg",
        "//files.example/a",
        "https://",
        "https:///a",
        "file:///etc/passwd",
        "ftp://files.example/a",
        "gopher://files.example/a",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "ws://files.example/a",
        "jar:https://files.example/a!/b",
        "unix:/run/x.sock",
        "https://user@files.example/a",
        "https://user:secret@files.example/a",
        "https://files.example@127.0.0.1/a",
        "https://files.example:secret@[::1]/a",
        "https://files.example/a#part",
        "https://files.example/a#",
        "https://files.example:22/a",
        "https://files.example:80/a",
        "https://files.example:8443/a",
        "http://files.example:443/a",
        "http://files.example:8080/a",
        "https://files.example:99999/a",
        "https://files.example:-1/a",
        "https://files.example/a b",
        "https://files.example/a\r\nHost: inside",
        "https://files.example/a\tb",
        " https://files.example/a",
        "https://files.example/a\0",
    ];

    public static TheoryData<string> Refused =>
        [.. Hosts.SelectMany(h => (string[])[$"https://{h}/a", $"http://{h}/a"]), .. Addresses];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task IsRefusedBeforeAnybodyIsAsked(string address)
    {
        using var box = new FetchBox(Http);
        await box.Refused(FetchRefusal.Address, address);
        box.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://①②⑦.⓪.⓪.①/a")]
    [InlineData("https://①②⑦.0.0.1/a")]
    [InlineData("https://１２７.0.0.1/a")]
    [InlineData("https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/a")]
    [InlineData("https://localhost/a")]
    [InlineData("https://localhost./a")]
    [InlineData("https://LOCALHOST/a")]
    [InlineData("https://127.0.0.1.nip.example/a")]
    [InlineData("https://files.example./a")]
    [InlineData("https://files.example\\@127.0.0.1/a")]
    [InlineData("https://files.example/@127.0.0.1")]
    [InlineData("https://files.example?@127.0.0.1/")]
    public async Task NamesAreJudgedByTheirAddress(string address)
    {
        using var box = new FetchBox(Http);
        var cause = (await box.Text(address)).ShouldBeOfType<FetchOutcome<string>.Refused>().Cause;
        // A circled digit is a number to some readers and a letter to others: refused as either.
        cause.ShouldBeOneOf(FetchRefusal.Private, FetchRefusal.Address);
        box.Asked.Count.ShouldBe(cause is FetchRefusal.Private ? 1 : 0);
        box.Asked.ShouldAllBe(host => host.All(char.IsAscii));
    }
}
