using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Wire;

public static class RequestKeys
{
    /// <summary>Stands after whoever knows the caller. Requests without the header pass at the price of a look.</summary>
    public static void UseRequestKeys(this IApplicationBuilder app) =>
        app.Use(
            // Asked for with each request that needs it: it opens the database, and this is said before there is one.
            (HttpContext context, RequestDelegate next) =>
                HttpMethods.IsPost(context.Request.Method)
                && context.Request.Headers.TryGetValue(AnswerOnce.Header, out var keys)
                    ? context
                        .RequestServices.GetRequiredService<AnswerOnce>()
                        .Run(context, keys, next)
                    : next(context)
        );
}
