using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;
using Vestibule.Capture;
using Vestibule.Wire;

namespace Vestibule.Hosting;

/// <summary>What is looked at before anybody asks who is calling: whence, by which name, how safely, how framed.</summary>
public static class Doorstep
{
    /// <summary>Parameters of one query.</summary>
    public const int MostParameters = 128;

    /// <summary>Header lines of one request. The listener itself takes more: its refusal would say nothing, and over HTTP/2 without our headers.</summary>
    public const int MostHeaders = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly StringSegment[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Takes the client's address and scheme from proxies that are trusted, and from nobody else. The host's name is
    /// never taken: a proxy passes <c>Host</c> on. Goes first.
    /// </summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, EdgeSettings edge)
    {
        if (edge.TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // From the nearest proxy outward, as long as each is one of ours.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in edge.TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.Use(
            (HttpContext context, RequestDelegate next) =>
            {
                UnmapAddress(context.Connection);
                return next(context);
            }
        );
        app.UseForwardedHeaders(options);
    }

    // A listener of both kinds gives IPv4 mapped into IPv6, and IPNetwork compares such an address by its last four
    // bytes alone: a long IPv6 network of a proxy's would hold strangers of IPv4.
    private static void UnmapAddress(ConnectionInfo connection)
    {
        if (connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped)
        {
            connection.RemoteIpAddress = mapped.MapToIPv4();
        }
    }

    /// <summary>Refuses what should not come in at all. Stands behind whoever words errors.</summary>
    public static void UseDoorstep(this IApplicationBuilder app, EdgeSettings edge)
    {
        IList<StringSegment> hosts =
            edge.AllowedHosts.Count == 0
                ? []
                : [.. Loopback, .. edge.AllowedHosts.Select(host => new StringSegment(host))];
        app.Use(
            (HttpContext context, RequestDelegate next) =>
                Refusal(context, hosts) is { } refusal
                    ? refusal.ExecuteAsync(context)
                    : next(context)
        );
    }

    private static Json? Refusal(HttpContext context, IList<StringSegment> hosts)
    {
        var request = context.Request;
        if (IsFramedTwice(request) || HasOddName(request))
        {
            // Whatever follows on this connection may be somebody else's (RFC 9112 section 6.1).
            context.Response.Headers.Connection = "close";
            return Json.Message(
                StatusCodes.Status400BadRequest,
                "The request can be read in two ways."
            );
        }

        if (CountHeaders(request.Headers) > MostHeaders)
        {
            context.Response.Headers.Connection = "close";
            return Json.Message(
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
                $"The request has more than {MostHeaders} headers."
            );
        }

        if (
            hosts.Count > 0
            && !HostString.MatchesAny(request.Host.Host, hosts)
            && !IsProbe(request)
        )
        {
            return Json.Message(
                StatusCodes.Status400BadRequest,
                "This server does not go by that host name. Vestibule:Edge:AllowedHosts lists those it goes by."
            );
        }

        if (
            !request.IsHttps
            && CarriesSecrets(request)
            && !IsHere(context.Connection.RemoteIpAddress)
        )
        {
            return Json.Message(
                StatusCodes.Status403Forbidden,
                "Passwords, keys, tokens and records are taken over HTTPS only. If TLS ends at a proxy, Vestibule:Edge:TrustedProxies has to name it."
            );
        }

        return request.QueryString.Value?.AsSpan().Count('&') >= MostParameters
            ? Json.Message(
                StatusCodes.Status400BadRequest,
                $"The query has more than {MostParameters} parameters."
            )
            : null;
    }

    private static int CountHeaders(IHeaderDictionary headers)
    {
        var count = 0;
        foreach (var header in headers)
        {
            count += header.Value.Count;
        }

        return count;
    }

    // Kestrel goes by the last coding it finds, chunked, and renames the length; a proxy in front may have gone by the
    // length, by another coding, or, before HTTP/1.1, by the end of the connection.
    private static bool IsFramedTwice(HttpRequest request) =>
        request.Headers.TransferEncoding is { Count: > 0 } codings
        && (
            codings is not [var coding]
            || !"chunked".Equals(coding, StringComparison.OrdinalIgnoreCase)
            || !HttpProtocol.IsHttp11(request.Protocol)
            || request.Headers.ContentLength.HasValue
            || request.Headers.ContainsKey("X-Content-Length")
        );

    // "Transfer-Encoding" with a control behind it is no name (RFC 9110 section 5.1), but one like it to some proxies.
    private static bool HasOddName(HttpRequest request)
    {
        foreach (var (name, _) in request.Headers)
        {
            if (name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CarriesSecrets(HttpRequest request) =>
        request.Headers.Authorization.Count > 0
        || request.Headers.Cookie.Count > 0
        || request.Path.StartsWithSegments(FollowLink.Prefix, StringComparison.OrdinalIgnoreCase)
        || !(
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
        );

    // Whoever minds the process asks by address.
    private static bool IsProbe(HttpRequest request) =>
        request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loopback, or no network at all.</summary>
    private static bool IsHere(IPAddress? address) =>
        address is null
        || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
