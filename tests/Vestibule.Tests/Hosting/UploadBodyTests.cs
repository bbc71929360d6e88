using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>How long a body may take, by a clock that stands until it is told.</summary>
public sealed class UploadBodyTests
{
    private static readonly UploadSettings Settings = new(
        20,
        200,
        BytesPerSecond: 1_000,
        Deadline: TimeSpan.FromSeconds(60)
    );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingAtAllIsWaitedForAsLongAsTheGrace()
    {
        var (_, body, clock) = Made();
        var read = Read(body);
        clock.Advance(UploadSettings.Grace - TimeSpan.FromMilliseconds(1));
        read.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Refused(read)).ShouldBe(StatusCodes.Status408RequestTimeout);
        (await Refused(Read(body))).ShouldBe(408, "and it stays so");
    }

    [Fact]
    public async Task EachByteBuysTime()
    {
        var (pipe, body, clock) = Made();
        await pipe.WriteAsync(new byte[5_000], Cancelled);
        (await Read(body)).ShouldBe(5_000);
        var read = Read(body);
        clock.Advance(TimeSpan.FromSeconds(14.9));
        read.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        (await Refused(read)).ShouldBe(408);
    }

    [Fact]
    public async Task DrippingIsNotEnough()
    {
        var (pipe, body, clock) = Made();
        for (var second = 0; second < 10; second++)
        {
            var read = Read(body);
            clock.Advance(TimeSpan.FromSeconds(0.999));
            await pipe.WriteAsync(new byte[1], Cancelled);
            (await read).ShouldBe(1);
        }

        var last = Read(body);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Refused(last)).ShouldBe(408, "ten bytes have bought a hundredth of a second");
    }

    [Fact]
    public async Task ThereIsAnEndHoweverFastItComes()
    {
        var (pipe, body, clock) = Made();
        for (var second = 0; second < 59; second++)
        {
            await pipe.WriteAsync(new byte[1_000], Cancelled);
            (await Read(body)).ShouldBe(1_000);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var last = Read(body);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Refused(last)).ShouldBe(408);
    }

    [Fact]
    public async Task TheTimeTheTakerNeedsIsNotTheSenders()
    {
        var (pipe, body, clock) = Made();
        await pipe.WriteAsync(new byte[10], Cancelled);
        (await Read(body)).ShouldBe(10);
        clock.Advance(TimeSpan.FromSeconds(30));
        await pipe.WriteAsync(new byte[10], Cancelled);
        (await Read(body)).ShouldBe(10);
    }

    [Fact]
    public async Task WhoHangsUpIsNotTooSlow()
    {
        var (_, body, _) = Made();
        using var gone = new CancellationTokenSource();
        var read = body.ReadAsync(new byte[10], gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read);
    }

    private static (PipeWriter Sender, UploadBody Body, FakeTimeProvider Clock) Made()
    {
        var (pipe, clock) = (new Pipe(), new FakeTimeProvider());
        return (pipe.Writer, new UploadBody(pipe.Reader.AsStream(), Settings, clock), clock);
    }

    private static Task<int> Read(UploadBody body) =>
        body.ReadAsync(new byte[100_000], Cancelled).AsTask();

    private static async Task<int> Refused(Task<int> read) =>
        (await Should.ThrowAsync<BadHttpRequestException>(() => read)).StatusCode;
}
