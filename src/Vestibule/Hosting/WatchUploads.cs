using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Hosting;

/// <summary>Marks a route whose body is a file.</summary>
internal sealed record UploadRoute;

/// <summary>
/// Files come in only so many at once, from one address and in all, and only as long as they keep coming. Whoever finds
/// no room hears it before a byte of the file is read, with the time after which to try again.
/// </summary>
public static class WatchUploads
{
    private const int RetryAfterSeconds = 5;

    /// <summary>A route that takes files of up to <paramref name="bytes"/>.</summary>
    public static T AsUpload<T>(this T route, long bytes)
        where T : IEndpointConventionBuilder =>
        route.WithBodyLimit(bytes).WithMetadata(new UploadRoute());

    /// <summary>Stands behind authorization: nobody holds a place who may not come in.</summary>
    public static void UseUploads(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<UploadGate>();
        var settings = app.ApplicationServices.GetRequiredService<UploadSettings>();
        var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(
            (HttpContext context, RequestDelegate next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<UploadRoute>() is null
                    ? next(context)
                    : Admit(context, next, gate, settings, clock)
        );
    }

    private static async Task Admit(
        HttpContext context,
        RequestDelegate next,
        UploadGate gate,
        UploadSettings settings,
        TimeProvider clock
    )
    {
        var from = context.Connection.RemoteIpAddress;
        var admission = gate.Enter(from);
        if (admission is not Admission.Granted)
        {
            context.Response.StatusCode =
                admission is Admission.TooManyOfThisAddress
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(
                CultureInfo.InvariantCulture
            );
            return;
        }

        var sent = context.Request.Body;
        await using var body = new UploadBody(sent, settings, clock);
        try
        {
            context.Request.Body = body;
            await next(context);
        }
        finally
        {
            context.Request.Body = sent;
            gate.Leave(from);
        }
    }
}
