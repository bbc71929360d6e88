using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>An answer to what was done before under the same key: it says so.</summary>
internal sealed class Replayed(IResult answer) : IResult
{
    public const string Header = "Idempotent-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[Header] = "true";
        return answer.ExecuteAsync(httpContext);
    }
}
