using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Vestibule.Hosting;

/// <summary>
/// <c>{"status":"live"|"ready"|"not ready","failing":["database", …]}</c>, and <c>"notices":["evidence", …]</c> when
/// somebody has to see to something that keeps no request from being answered.
/// </summary>
internal sealed record Health(
    string Status,
    IReadOnlyList<string> Failing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<string>? Notices = null
);

/// <summary>
/// Two questions for whoever minds the process: is it up (restart it if not), and should requests come here (look
/// elsewhere if not). Anybody may ask; the answers name parts, never places.
/// </summary>
public static class AnswerHealth
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().DisableRateLimiting();
        health.MapGet("/live", () => TypedResults.Ok(new Health("live", [])));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(Readiness readiness, CancellationToken cancelled)
    {
        var failing = await readiness.Failing(cancelled);
        var notices = readiness.Notices is { Count: > 0 } some ? some : null;
        return failing.Count == 0
            ? TypedResults.Ok(new Health("ready", [], notices))
            : TypedResults.Json(
                new Health("not ready", failing, notices),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }
}
