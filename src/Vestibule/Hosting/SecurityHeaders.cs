using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Vestibule.Hosting;

/// <summary>What a browser may load on the pages of a route; metadata of the route.</summary>
public sealed record ContentPolicy(string Value)
{
    /// <summary>For answers that are no pages: nothing at all, in nobody's frame.</summary>
    public static readonly ContentPolicy Nothing = new(
        "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    );

    /// <summary>
    /// For the API pages: their own scripts and styles, served from here. The reference page starts itself with an
    /// inline script and styles itself inline.
    /// </summary>
    public static readonly ContentPolicy ApiPages = new(
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    );
}

/// <summary>Headers of every answer, errors included. Stands first; a door that set one of them itself keeps its own.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        DressRefusals.Watch(app);
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    Add(context);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    /// <summary>To an answer that has not begun.</summary>
    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        var policy =
            context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>() ?? ContentPolicy.Nothing;
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, policy.Value);
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Embedder-Policy", "require-corp");
        headers.TryAdd(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        );
        // RFC 6797 section 7.2: never over plain HTTP.
        if (context.Request.IsHttps)
        {
            headers.TryAdd(
                HeaderNames.StrictTransportSecurity,
                "max-age=63072000; includeSubDomains"
            );
        }
    }
}
