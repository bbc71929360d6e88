using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>An answer that says when to ask again.</summary>
internal sealed class Later(Json answer, TimeSpan after) : IResult, IStatusCodeHttpResult
{
    public Json Answer => answer;

    public int? StatusCode => answer.StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return answer.ExecuteAsync(httpContext);
    }
}
