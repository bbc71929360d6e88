using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Vestibule.Capture;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// The members' two pages: <c>GET /verify/{key}</c>, what will happen; <c>GET /verify/{key}/back</c>, how it stands. To
/// arrive at the second proves nothing: it asks Stripe, as everybody does.
/// </summary>
public static class ShowCheck
{
    public static void Map(IEndpointRouteBuilder routes, ContentPolicy policy)
    {
        Page(routes.MapGet("/verify/{key}", Start), policy);
        Page(routes.MapGet("/verify/{key}/back", Back), policy);
        Page(routes.MapGet(MemberLink.Unknown, MemberPages.Unknown), policy);
        Page(
            routes.MapGet(
                MemberSheet.StyleSheet,
                (HttpContext context) => Kept(context, "member.css", "text/css")
            ),
            policy
        );
        Page(
            routes.MapGet(
                MemberSheet.Icon,
                (HttpContext context) => Kept(context, "icon.svg", "image/svg+xml")
            ),
            policy
        );
    }

    private static void Page(RouteHandlerBuilder route, ContentPolicy policy) =>
        route.AllowAnonymous().ExcludeFromDescription().WithMetadata(policy);

    private static async Task<IResult> Start(
        string key,
        HttpContext context,
        MemberPages pages,
        HandIns handIns,
        FindCase find,
        FindAccount accounts,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (
            await pages.Of(key, context, cancelled) is not { } visit
            || await handIns.Find(visit.Link.IdentityCheckId, ActAsStripe.Caller, cancelled)
                is not { } handIn
        )
        {
            return MemberPages.Unknown(context);
        }

        var check = handIn.Check;
        return IsWaiting(check) && !visit.Link.IsOpen(clock.Now())
            ? MemberPages.Expired(visit)
            : MemberPages.Standing(
                visit,
                check,
                await find.Run(check.Id, cancelled),
                await accounts.For(check.BusinessId, cancelled),
                isBack: false
            );
    }

    private static async Task<IResult> Back(
        string key,
        HttpContext context,
        MemberPages pages,
        HandIns handIns,
        FindCase find,
        FindAccount accounts,
        ApplyTruth truth,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (await pages.Of(key, context, cancelled) is not { } visit)
        {
            return MemberPages.Unknown(context);
        }

        // When Stripe is away the page shows what is known.
        await truth.Run(visit.Link.IdentityCheckId, clock.Now(), cancelled);
        if (
            await handIns.Find(visit.Link.IdentityCheckId, ActAsStripe.Caller, cancelled)
            is not { } handIn
        )
        {
            return MemberPages.Unknown(context);
        }

        return MemberPages.Standing(
            visit,
            handIn.Check,
            await find.Run(handIn.Check.Id, cancelled),
            await accounts.For(handIn.Check.BusinessId, cancelled),
            isBack: true
        );
    }

    private static bool IsWaiting(IdentityCheck check) =>
        check.VerificationStatus is VerificationStatus.Pending or VerificationStatus.Failed;

    private static IResult Kept(HttpContext context, string file, string type)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=3600";
        return Results.Stream(
            typeof(ShowCheck).Assembly.GetManifestResourceStream(
                $"Vestibule.Providers.StripeIdentity.{file}"
            )!,
            $"{type}; charset=utf-8"
        );
    }
}
