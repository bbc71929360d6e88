using Microsoft.AspNetCore.Http;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>In which language a page is shown: as chosen, else as the browser asks for, else as the location speaks.</summary>
internal static class PageLanguage
{
    // Chosen on one page it holds on the next, and on the way back from Stripe.
    public static void Remember(HttpContext context)
    {
        if (context.Request.Query["lang"].ToString() is { Length: > 0 })
        {
            context.Response.Cookies.Append(
                Chosen(context),
                Of(context).Language,
                new CookieOptions
                {
                    Path = "/verify",
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                }
            );
        }
    }

    public static Texts Of(HttpContext context, string? usual = null) =>
        Texts.In([
            context.Request.Query["lang"],
            context.Request.Cookies[Chosen(context)],
            .. context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(one => one.Quality ?? 1)
                .Select(one => one.Value.Value),
            usual,
        ]);

    private static string Chosen(HttpContext context) =>
        context.Request.IsHttps ? "__Secure-vestibule_language" : "vestibule_language";
}
