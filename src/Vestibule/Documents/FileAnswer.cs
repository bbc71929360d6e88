using Microsoft.AspNetCore.Http;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// The bytes of a file, never shown in place, never kept, never in parts. The length is told beforehand, so that a file
/// found broken half-way ends in a broken transfer and not in a short one that looks whole.
/// </summary>
public sealed class FileAnswer(SealedFile file, Stream bytes, string name) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using (bytes)
        {
            var response = httpContext.Response;
            response.ContentType = file.MediaType;
            response.ContentLength = file.Length;
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
