using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Access;

/// <summary>The body of a refusal at the gate: <c>{"Message":"…"}</c>.</summary>
internal sealed record Refusal(string Message)
{
    private static readonly JsonSerializerOptions AsWritten = new();

    public static Task Write(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new Refusal(message),
            AsWritten,
            context.RequestAborted
        );
    }
}
