using Microsoft.Extensions.Time.Testing;
using Vestibule.Scanning;

namespace Vestibule.Tests.Scanning;

/// <summary>A scanner that answers, and every way in which one does not. The file is read to its end whatever it does.</summary>
public sealed class ClamdTests
{
    private static readonly byte[] Large = new byte[8_000_000];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARealScannerTellsHarmFromNone()
    {
        using var clamd = await ClamdProcess.Start();
        var scanner = new Clamd(new ClamdOptions(clamd.Address), TimeProvider.System);
        (await scanner.VersionAsync(Cancelled))!.ShouldStartWith("ClamAV ");
        (await Scan(clamd.Address, Large)).ShouldBe(new ScanVerdict.Clean());
        // Across the edge of two pieces.
        var harm = System.Text.Encoding.ASCII.GetBytes(ClamdProcess.Harm);
        harm.CopyTo(Large.AsSpan(65_536 - 10));
        var found = await Scan(clamd.Address, Large);
        harm.AsSpan().Clear();
        harm.CopyTo(Large.AsSpan(65_536 - 10));
        found.ShouldBe(new ScanVerdict.Found(ClamdProcess.Signature));
    }

    [Fact]
    public async Task ARealScannerRefusesWhatIsTooLargeForIt()
    {
        using var clamd = await ClamdProcess.Start(largest: 1_000_000);
        (await Scan(clamd.Address, Large)).ShouldBe(None(ScanSilence.TooLarge));
    }

    [Fact]
    public async Task NobodyThere()
    {
        (await Scan(new Uri("unix:///nonexistent/clamd.ctl"), Large)).ShouldBe(
            None(ScanSilence.Unreachable)
        );
        (await Scan(new Uri("tcp://127.0.0.1:1"), Large)).ShouldBe(None(ScanSilence.Unreachable));
        var nobody = new Clamd(new ClamdOptions(new Uri("tcp://127.0.0.1:1")), TimeProvider.System);
        (await nobody.VersionAsync(Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task DyingInTheMiddle()
    {
        using var dying = FakeClamd.HangingUp();
        (await Scan(dying.Address, Large)).ShouldBe(None(ScanSilence.HungUp));
    }

    [Theory]
    [InlineData("", ScanSilence.HungUp)]
    [InlineData("stream: FOUND\0", ScanSilence.Garbled)]
    [InlineData("stream:  FOUND\0", ScanSilence.Garbled)]
    [InlineData("stream: OKAY\0", ScanSilence.Garbled)]
    [InlineData("OK\0", ScanSilence.Garbled)]
    [InlineData("UNKNOWN COMMAND\0", ScanSilence.Garbled)]
    [InlineData("\0stream: OK\0", ScanSilence.HungUp)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", ScanSilence.Garbled)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanSilence.TooLarge)]
    [InlineData("stream: Can't allocate memory ERROR\0", ScanSilence.Garbled)]
    public async Task SayingSomethingElse(string said, ScanSilence why)
    {
        using var odd = FakeClamd.Saying(said);
        (await Scan(odd.Address, new byte[100])).ShouldBe(None(why));
    }

    [Fact]
    public async Task NamesAreBoundedAndPrintable()
    {
        using var chatty = FakeClamd.Saying($"stream: a\n\u001b[31m{new string('x', 500)} FOUND\0");
        var found = (await Scan(chatty.Address, new byte[100])).ShouldBeOfType<ScanVerdict.Found>();
        found.Signature.ShouldBe($"a[31m{new string('x', 95)}");
    }

    [Fact]
    public async Task HangingBeforeTheVerdict()
    {
        using var hanging = FakeClamd.Hanging();
        var clock = new FakeTimeProvider();
        await using var shown = await Shown(hanging.Address, clock, new byte[100]);
        var verdict = shown.VerdictAsync(Cancelled);
        await Late(clock, verdict);
        (await verdict).ShouldBe(None(ScanSilence.TooSlow));
    }

    [Fact]
    public async Task TakingNoBytes()
    {
        using var stuck = FakeClamd.Stuck();
        var clock = new FakeTimeProvider();
        var reading = Shown(stuck.Address, clock, new byte[64_000_000]);
        await Late(clock, reading);
        await using var shown = await reading;
        (await shown.VerdictAsync(Cancelled)).ShouldBe(None(ScanSilence.TooSlow));
    }

    private static ScanVerdict.None None(ScanSilence why) => new(why);

    private static async Task<ScanVerdict> Scan(Uri address, byte[] bytes)
    {
        await using var shown = await Shown(address, TimeProvider.System, bytes);
        return await shown.VerdictAsync(Cancelled);
    }

    private static async Task<ScannedStream> Shown(Uri address, TimeProvider clock, byte[] bytes)
    {
        var shown = new Clamd(new ClamdOptions(address), clock).Begin(new MemoryStream(bytes));
        var read = new MemoryStream();
        await shown.CopyToAsync(read, 65_536, Cancelled);
        read.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        return shown;
    }

    /// <summary>Lets the clock run until it has come to an end.</summary>
    private static async Task Late(FakeTimeProvider clock, Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(1, Cancelled));
        }
    }
}
