using Microsoft.AspNetCore.Http;

namespace Vestibule.Capture;

/// <summary>How a link becomes a page: the cookie that opens it, and the way to an address that opens nothing.</summary>
public static class LinkAnswers
{
    // Long enough to see how it stands after the link can do nothing more.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>
    /// Puts the token into a cookie that is sent to the link's pages alone; Lax, because the way back from another site
    /// must carry it.
    /// </summary>
    public static IResult Opened(
        HttpContext context,
        MemberLink link,
        LinkToken token,
        DateTimeOffset at
    )
    {
        context.Response.Cookies.Append(
            Cookie(context),
            token.Text,
            new CookieOptions
            {
                Path = link.Path,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Expires = at + Remembered,
            }
        );
        return SeeOther(context, link.Path);
    }

    /// <summary>To be fetched with GET, whatever this was.</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The token a browser brings along; null without one.</summary>
    public static LinkToken? Brought(HttpContext context) =>
        LinkToken.From(context.Request.Cookies[Cookie(context)]);

    // The prefix has browsers refuse one that was set without TLS. Not __Host-, which could not be held to one check's pages.
    private static string Cookie(HttpContext context) =>
        context.Request.IsHttps ? "__Secure-vestibule_link" : "vestibule_link";
}
