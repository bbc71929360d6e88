using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Wire;

/// <summary>The answer of a write that another instance has done under the same key.</summary>
internal sealed class Again : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        httpContext.RequestServices.GetRequiredService<AnswerOnce>().Again(httpContext);
}
