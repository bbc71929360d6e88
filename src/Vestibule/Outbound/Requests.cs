using System.Net;
using System.Net.Http;

namespace Vestibule.Outbound;

/// <summary>One request to a stranger: what it carries, how it is sent, and what its failure means.</summary>
internal static class Requests
{
    public static HttpRequestMessage For(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.ParseAdd("Vestibule");
        request.Headers.Accept.ParseAdd("*/*");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        return request;
    }

    public static SocketsHttpHandler Handler(FetchOptions options, Connecting connecting) =>
        new()
        {
            ConnectCallback = connecting.ConnectAsync,
            ConnectTimeout = options.Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            // A connection is used once: the next one is looked up and judged anew.
            PooledConnectionLifetime = TimeSpan.Zero,
        };

    public static FetchRefusal CauseOf(HttpRequestException failure) =>
        failure switch
        {
            { InnerException: FetchRefusedException refused } => refused.Cause,
            { InnerException: OperationCanceledException } => FetchRefusal.TimedOut,
            { HttpRequestError: HttpRequestError.InvalidResponse } => FetchRefusal.Encoding,
            _ => FetchRefusal.Unreachable,
        };
}
