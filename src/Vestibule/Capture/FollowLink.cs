using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database;

namespace Vestibule.Capture;

/// <summary>
/// <c>GET /v/{token}</c>: puts the token away in a cookie of its page and answers 303 to an address without it, so that it
/// stands in no history, no log and no Referer.
/// </summary>
public static class FollowLink
{
    /// <summary>What comes behind it lets its bearer in.</summary>
    public const string Prefix = "/v";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Prefix + "/{token}", Handle).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Handle(
        string token,
        HttpContext context,
        FindLink find,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        return LinkToken.From(token) is { } given && await find.Run(given, cancelled) is { } link
            ? LinkAnswers.Opened(context, link, given, clock.Now())
            : LinkAnswers.SeeOther(context, MemberLink.Unknown);
    }
}
