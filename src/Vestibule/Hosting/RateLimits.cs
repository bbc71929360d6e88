using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Hosting;

/// <summary>
/// One user, or one address while nobody is signed in, gets so many requests and so many writes a minute. Stands
/// after authentication in the pipeline. Routes marked <c>DisableRateLimiting</c> are free.
/// </summary>
public static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, RateLimitSettings limits) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = limits.Status;
            limiter.OnRejected = (rejected, _) => Answer(rejected, limits.Status);
            // Writes first: what the second limiter refuses has already been counted by the first, twice.
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PerMinute(limits.WritesPerMinute, IsWrite),
                PerMinute(limits.PerMinute, _ => true)
            );
        });

    public static void UseRateLimits(this IApplicationBuilder app, RateLimitSettings limits)
    {
        if (limits.Enabled)
        {
            app.UseRateLimiter();
        }
    }

    /// <summary>The user's id, else the address; of IPv6 the /64, which is what one household holds.</summary>
    internal static string Whose(HttpContext context)
    {
        if (
            context.User.Identity is { IsAuthenticated: true }
            && context.User.FindFirst("sub")?.Value is { } user
        )
        {
            return user;
        }

        var address = context.Connection.RemoteIpAddress;
        if (
            address
            is null
                or { AddressFamily: AddressFamily.InterNetwork }
                or { IsIPv4MappedToIPv6: true }
        )
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        return new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString();
    }

    private static PartitionedRateLimiter<HttpContext> PerMinute(
        int permits,
        Func<HttpContext, bool> counts
    ) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            counts(context)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    Whose(context),
                    _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = permits,
                        Window = TimeSpan.FromMinutes(1),
                    }
                )
                : RateLimitPartition.GetNoLimiter("")
        );

    private static bool IsWrite(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && !HttpMethods.IsOptions(context.Request.Method);

    private static ValueTask Answer(OnRejectedContext rejected, int status)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? after
            : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status409Conflict)
        {
            // The older API pages tell it by an empty 409 with this reason phrase, and clients of theirs read it.
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase =
                "You must wait before accessing this url again.";
            context.Response.ContentLength = 0;
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        }

        return ValueTask.CompletedTask;
    }
}
