using System.Net;

namespace Vestibule.Outbound;

/// <summary>Asks the name system. Called once for each connection, with the host in its ASCII form.</summary>
public delegate Task<IPAddress[]> Resolver(string host, CancellationToken cancelled);

/// <summary>What the operator allows, and how long a stranger's server is waited for.</summary>
public sealed record FetchOptions
{
    /// <summary>Take <c>http</c> addresses too. Never after a redirect from <c>https</c>.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>
    /// <c>host:port</c> as it stands in the address (IPv6 in brackets): may be fetched although private or given as a
    /// number, over http, and at that port.
    /// </summary>
    public IReadOnlyCollection<string> AllowedAddresses { get; init; } = [];

    /// <summary>Fetches at one time in this process.</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>For finding the address, connecting and agreeing on encryption.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From the request to the end of the answer's headers, at each hop.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Everything, the wait for a turn and all hops included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Slowest body taken, counted while waiting for bytes and after <see cref="Grace"/>.</summary>
    public int BytesPerSecond { get; init; } = 8 * 1024;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A refusal that touched the network is answered at a whole multiple of this, so that time tells nothing.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(2);
}
