using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Wire;

public static class RequestKeys
{
    /// <summary>Stands after whoever knows the caller. Requests without the header pass at the price of a look.</summary>
    public static void UseRequestKeys(this WebApplication app)
    {
        var once = app.Services.GetRequiredService<AnswerOnce>();
        app.Use(
            (HttpContext context, RequestDelegate next) =>
                HttpMethods.IsPost(context.Request.Method)
                && context.Request.Headers.TryGetValue(AnswerOnce.Header, out var keys)
                    ? once.Run(context, keys, next)
                    : next(context)
        );
    }
}
