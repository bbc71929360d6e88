using Microsoft.AspNetCore.Http;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>
/// The bytes of a file, never shown in place, never kept, never in parts. The length is told beforehand, so that a file
/// found broken half-way ends in a broken transfer and not in a short one that looks whole.
/// </summary>
/// <param name="length">Bytes of <paramref name="bytes"/>.</param>
public sealed class FileAnswer(string mediaType, long length, Stream bytes, string name) : IResult
{
    /// <summary>A picture asked for by another site's page is not something a person looks at here.</summary>
    public static IResult? ObjectionTo(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? null
            : Json.Message(
                StatusCodes.Status403Forbidden,
                "Files are not given to pages of other sites."
            );

    /// <summary>Why there is no file for whoever may see it.</summary>
    public static IResult Refusal(OpenFile.Outcome outcome) =>
        outcome switch
        {
            OpenFile.Outcome.Unscanned => Answers.Later(
                "The file has not been checked for viruses yet. Try again later.",
                TakeFiles.UntilScanned
            ),
            OpenFile.Outcome.Infected => Json.Message(
                StatusCodes.Status403Forbidden,
                "The file carries a virus and is not given out."
            ),
            OpenFile.Outcome.NotJournaled(var why) => Answers.Conflict(why),
            _ => Json.NotFound(),
        };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using (bytes)
        {
            var response = httpContext.Response;
            response.ContentType = mediaType;
            response.ContentLength = length;
            response.Headers.ContentDisposition = FileNames.ContentDisposition(name);
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy =
                "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            response.Headers.CacheControl = "no-store, private";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.AcceptRanges = "none";
            try
            {
                await bytes.CopyToAsync(response.Body, httpContext.RequestAborted);
            }
            catch (SealBrokenException) when (response.HasStarted)
            {
                httpContext.Abort();
            }
        }
    }
}
