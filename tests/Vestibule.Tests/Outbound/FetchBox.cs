using System.Net;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Outbound;

namespace Vestibule.Tests.Outbound;

/// <summary>A fetch whose names and clock are the test's own.</summary>
internal sealed class FetchBox : IDisposable
{
    private readonly Fetch fetch;

    public FetchBox(
        FetchOptions? options = null,
        Func<string, IPAddress[]>? names = null,
        Func<IReadOnlyCollection<IPAddress>>? own = null
    ) =>
        fetch = new Fetch(
            (options ?? new FetchOptions()) with
            {
                Step = TimeSpan.Zero,
            },
            Clock,
            (host, _) =>
            {
                Asked.Add(host);
                return Task.FromResult(names?.Invoke(host) ?? [IPAddress.Loopback]);
            },
            own ?? (() => [])
        );

    public FakeTimeProvider Clock { get; } = new();

    public List<string> Asked { get; } = [];

    /// <summary>A fetch that may reach the trap as <c>http://trap.test:PORT</c>, and nothing else private.</summary>
    public static FetchBox For(Trap trap, FetchOptions? options = null) =>
        new((options ?? new FetchOptions()) with { AllowedAddresses = [$"trap.test:{trap.Port}"] });

    public Task<FetchOutcome<string>> Text(string address, long limit = 1000) =>
        Take(
            address,
            async (body, _, cancelled) =>
            {
                using var reader = new StreamReader(body);
                return await reader.ReadToEndAsync(cancelled);
            },
            limit
        );

    public Task<FetchOutcome<T>> Take<T>(
        string address,
        Func<Stream, string, CancellationToken, Task<T>> take,
        long limit = 1000
    ) => fetch.FetchAsync(address, limit, take, TestContext.Current.CancellationToken);

    public async Task Refused(FetchRefusal cause, string address, long limit = 1000) =>
        (await Text(address, limit))
            .ShouldBeOfType<FetchOutcome<string>.Refused>(address)
            .Cause.ShouldBe(cause, address);

    public void Dispose() => fetch.Dispose();
}
