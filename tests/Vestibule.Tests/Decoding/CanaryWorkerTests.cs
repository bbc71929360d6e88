using System.Net;
using System.Net.Sockets;
using Vestibule.Decoding;
using Vestibule.Tests.Vision;
using Vestibule.Vision;

namespace Vestibule.Tests.Decoding;

/// <summary>Every wall has been seen to hold, and, taken away, to have been the one that held.</summary>
public sealed class CanaryWorkerTests
{
    private static readonly Walls NoWalls = new(Files: false, SystemCalls: false);

    public static TheoryData<string> Misdeeds =>
        ["read /etc/passwd", "write", "connect", "exec", "fork", "signal"];

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task IsStopped(string misdeed)
    {
        using var pool = Pool(Walls.All);
        (await Try(pool, misdeed)).ShouldBe(Canary.Stopped);
        await StillServes(pool);
        if (Confinement.Offered.IsFull)
            pool.Confinement.IsFull.ShouldBeTrue(pool.Confinement.Sentence);
    }

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task WouldNotBeStoppedWithoutWalls(string misdeed)
    {
        using var pool = Pool(NoWalls);
        (await Try(pool, misdeed)).ShouldBe(Canary.Through);
    }

    [Theory]
    [InlineData("read /etc/passwd")]
    [InlineData("write")]
    [InlineData("connect")]
    [InlineData("exec")]
    [InlineData("signal")]
    public async Task IsStoppedByLandlockAlone(string misdeed)
    {
        Assert.SkipUnless(Confinement.Offered.Signals, "this kernel's Landlock is too old");
        using var pool = Pool(new Walls(SystemCalls: false));
        (await Try(pool, misdeed)).ShouldBe(Canary.Stopped);
    }

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task IsStoppedBySeccompAlone(string misdeed)
    {
        Assert.SkipUnless(Confinement.Offered.SystemCalls, "this kernel has no seccomp");
        using var pool = Pool(new Walls(Files: false));
        (await Try(pool, misdeed)).ShouldBe(Canary.Stopped);
    }

    [Fact]
    public async Task MemoryHasAnEnd()
    {
        using var pool = Pool(Walls.All);
        (await Try(pool, "allocate 10240")).ShouldBe(Canary.Stopped);
        await StillServes(pool);
        using var open = Pool(new Walls(Limits: false));
        (await Try(open, "allocate 1280")).ShouldBe(Canary.Through);
    }

    [Fact]
    public async Task ProcessorTimeHasAnEnd()
    {
        using var pool = Pool(Walls.All, options => options with { ProcessorTime = 1 });
        (await Try(pool, "loop 600")).ShouldBe(RefusalReason.TookTooLong);
        await StillServes(pool);
        using var open = Pool(
            new Walls(Limits: false),
            options => options with { ProcessorTime = 1 }
        );
        (await Try(open, "loop 4")).ShouldBe(Canary.Through);
    }

    [Fact]
    public async Task TimeHasAnEnd()
    {
        using var pool = Pool(
            Walls.All,
            options => options with { Deadline = TimeSpan.FromSeconds(1) }
        );
        (await Try(pool, "wait")).ShouldBe(RefusalReason.TookTooLong);
        pool.Idle.ShouldBeLessThan(2);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("babble")]
    [InlineData("boast")]
    [InlineData("script")]
    public async Task WhatIsNoPictureCostsTheWorker(string misdeed)
    {
        var told = new Told();
        using var pool = Pool(Walls.All, log: told);
        (await Try(pool, misdeed)).ShouldBe(RefusalReason.ReaderFailed);
        told.Lines.ShouldContain(line => line.Contains("was lost over a Jpeg file"));
        await StillServes(pool);
    }

    [Fact]
    public async Task AWorkerSaysInProcThatItIsWalledIn()
    {
        using var worker = WorkerProcess.Start(new DecodeOptions());
        var status = await File.ReadAllTextAsync($"/proc/{worker.Id}/status");
        status.ShouldContain("NoNewPrivs:\t1");
        status.ShouldContain("Seccomp:\t2");
        status.ShouldContain("CapEff:\t0000000000000000");
        worker.Walls.IsFull.ShouldBeTrue(worker.Walls.Sentence);
    }

    private static DecodePool Pool(
        Walls walls,
        Func<DecodeOptions, DecodeOptions>? change = null,
        Told? log = null
    )
    {
        var options = new DecodeOptions
        {
            Workers = 1,
            Walls = walls,
            Command = Canary.Command(walls),
        };
        return new DecodePool(change?.Invoke(options) ?? options, log ?? new Told());
    }

    private static async Task<RefusalReason?> Try(DecodePool pool, string misdeed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
        var order = misdeed switch
        {
            "write" => $"write {place}",
            "connect" => $"connect {((IPEndPoint)listener.LocalEndpoint).Port}",
            _ => misdeed,
        };
        var outcome = await pool.Decode(MediaKind.Jpeg, Guid.Empty, Canary.Ask(order), default);
        File.Exists(place)
            .ShouldBe(
                outcome is DecodeOutcome.Refused { Why.Reason: Canary.Through }
                    && misdeed is "write"
            );
        File.Delete(place);
        return (outcome as DecodeOutcome.Refused)?.Why.Reason;
    }

    private static async Task StillServes(DecodePool pool)
    {
        var good = Encoded.Jpeg(Pictures.Card(120, 80));
        (
            await pool.Decode(MediaKind.Jpeg, Guid.Empty, good, default)
        ).ShouldBeOfType<DecodeOutcome.Decoded>();
    }
}
