using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>Entity tags (RFC 9110 section 8.8.3): the version of the record, strong.</summary>
public static class Tags
{
    public static string Of(IRecord row) => $"\"{row.Version}\"";

    /// <summary>Whether the request was made for another state than this one (RFC 9110 section 13.1.1).</summary>
    public static bool IsStale(HttpRequest request, IRecord row)
    {
        var wanted = request.Headers.IfMatch;
        return wanted.Count > 0
            && !wanted
                .SelectMany(line => (line ?? "").Split(','))
                .Select(tag => tag.Trim())
                .Any(tag => tag == "*" || tag == Of(row));
    }

    public static IResult Stale() =>
        Json.Message(
            StatusCodes.Status412PreconditionFailed,
            "The record has changed since it was read."
        );
}
