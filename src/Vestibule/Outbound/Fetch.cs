using System.Net;
using System.Net.Http;

namespace Vestibule.Outbound;

/// <summary>
/// The one HTTP client for addresses somebody else chose. It carries nothing of ours, goes nowhere private, believes
/// nothing of the answer but its bytes, and says the same of every failure.
/// </summary>
public sealed class Fetch : IDisposable
{
    /// <summary>The only thing an outsider hears about a fetch that failed.</summary>
    public const string Refusal = "could not be fetched";

    private const int MostHops = 3;
    private readonly FetchOptions options;
    private readonly TimeProvider clock;
    private readonly Target target;
    private readonly HttpMessageInvoker client;
    private readonly SemaphoreSlim turns;

    /// <param name="resolve">Null asks the system's name service.</param>
    /// <param name="own">This machine's addresses, never fetched from; null asks the system.</param>
    public Fetch(
        FetchOptions options,
        TimeProvider clock,
        Resolver? resolve = null,
        Func<IReadOnlyCollection<IPAddress>>? own = null
    )
        : this(options, clock, resolve, own, Connecting.DialAsync) { }

    internal Fetch(
        FetchOptions options,
        TimeProvider clock,
        Resolver? resolve,
        Func<IReadOnlyCollection<IPAddress>>? own,
        Dial dial
    )
    {
        this.options = options;
        this.clock = clock;
        target = new Target(options);
        turns = new SemaphoreSlim(options.AtOnce, options.AtOnce);
        var connecting = new Connecting(
            target,
            resolve ?? Dns.GetHostAddressesAsync,
            own ?? Addresses.OfThisMachine,
            dial
        );
        client = new HttpMessageInvoker(Requests.Handler(options, connecting));
    }

    /// <summary>Fetches an address and hands its body to the taker, as it comes.</summary>
    /// <param name="address">At most 2,048 characters.</param>
    /// <param name="limit">Most bytes of body.</param>
    /// <param name="take">
    /// Given the body, which throws when it is cut, late or too long (let that pass through), and the last part of the
    /// address's path, unescaped and otherwise as it was given. Nothing is known about the bytes.
    /// </param>
    public async Task<FetchOutcome<T>> FetchAsync<T>(
        string address,
        long limit,
        Func<Stream, string, CancellationToken, Task<T>> take,
        CancellationToken cancelled
    )
    {
        if (target.First(address) is not { } first)
            return new FetchOutcome<T>.Refused(FetchRefusal.Address);
        var since = clock.GetTimestamp();
        FetchOutcome<T> outcome;
        using (var total = new CancellationTokenSource(options.Total, clock))
        {
            outcome = await InTurnAsync(first, limit, take, total.Token, cancelled);
        }
        if (outcome is FetchOutcome<T>.Refused)
            await PadAsync(since, cancelled);
        return outcome;
    }

    public void Dispose()
    {
        client.Dispose();
        turns.Dispose();
    }

    private async Task<FetchOutcome<T>> InTurnAsync<T>(
        Uri address,
        long limit,
        Func<Stream, string, CancellationToken, Task<T>> take,
        CancellationToken total,
        CancellationToken cancelled
    )
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(total, cancelled);
        try
        {
            await turns.WaitAsync(any.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return new FetchOutcome<T>.Refused(FetchRefusal.TimedOut);
        }
        try
        {
            using var answer = await FollowAsync(address, any.Token, cancelled);
            var length = answer.Content.Headers.ContentLength;
            if (length > limit)
                return new FetchOutcome<T>.Refused(FetchRefusal.TooLarge);
            await using var raw = await answer.Content.ReadAsStreamAsync(any.Token);
            await using var body = new WatchedBody(raw, limit, options, clock, total);
            var taken = await take(body, NameOf(address), cancelled);
            return body.Cause is { } cause
                ? new FetchOutcome<T>.Refused(cause)
                : new FetchOutcome<T>.Fetched(taken);
        }
        catch (FetchRefusedException e)
        {
            return new FetchOutcome<T>.Refused(e.Cause);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(
        Uri address,
        CancellationToken any,
        CancellationToken cancelled
    )
    {
        for (var hop = 0; ; hop++)
        {
            var answer = await AskAsync(address, any, cancelled);
            if (
                answer.StatusCode == HttpStatusCode.OK
                && !answer.Content.Headers.NonValidated.Contains("Content-Encoding")
            )
                return answer;
            using (answer)
            {
                if (answer.StatusCode == HttpStatusCode.OK)
                    throw new FetchRefusedException(FetchRefusal.Encoding);
                if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
                    throw new FetchRefusedException(FetchRefusal.Status);
                if (hop == MostHops)
                    throw new FetchRefusedException(FetchRefusal.Redirect);
                address =
                    target.Next(address, answer.Headers.Location)
                    ?? throw new FetchRefusedException(FetchRefusal.Redirect);
            }
        }
    }

    private async Task<HttpResponseMessage> AskAsync(
        Uri address,
        CancellationToken any,
        CancellationToken cancelled
    )
    {
        using var late = new CancellationTokenSource(options.Headers, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(any, late.Token);
        using var request = Requests.For(address);
        try
        {
            return await client.SendAsync(request, stop.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new FetchRefusedException(FetchRefusal.TimedOut);
        }
        catch (HttpRequestException e)
        {
            throw new FetchRefusedException(Requests.CauseOf(e));
        }
    }

    /// <summary>The last part of the path as given; redirects end at storage whose names mean nothing.</summary>
    private static string NameOf(Uri address) =>
        Uri.UnescapeDataString(address.Segments is [.., var last] ? last.Trim('/') : "");

    private async Task PadAsync(long since, CancellationToken cancelled)
    {
        if (options.Step <= TimeSpan.Zero)
            return;
        var over = clock.GetElapsedTime(since).Ticks % options.Step.Ticks;
        await Task.Delay(options.Step - TimeSpan.FromTicks(over), clock, cancelled);
    }
}
