using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Vestibule.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary>Decides a token request: signs in, or says no in the documented words.</summary>
internal sealed class AnswerGrant(
    CheckSignIn signIn,
    RefreshChains chains,
    AccessFacts facts,
    UserUses uses,
    TimeProvider clock
) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var aside = GrantAside.Of(context.Transaction);
        var cancelled = context.Transaction.GetHttpRequest()!.HttpContext.RequestAborted;
        var request = context.Request;
        await (
            request.IsPasswordGrantType() ? ByPassword(context, aside, cancelled)
            : request.IsRefreshTokenGrantType() ? ByRefresh(context, aside, cancelled)
            : ByKey(context, aside)
        );
    }

    private async Task ByPassword(
        HandleTokenRequestContext context,
        GrantAside aside,
        CancellationToken cancelled
    )
    {
        var at = clock.GetUtcNow();
        var given = new Credentials(
            context.Request.Username!,
            context.Request.Password!,
            aside.Totp,
            context.Transaction.GetHttpRequest()!.HttpContext.Connection.RemoteIpAddress
        );
        var outcome = await signIn.Check(given, at, cancelled);
        switch (outcome)
        {
            case SignInOutcome.In(var user):
                var label = LabelFor(user, aside);
                var chain = await chains.Begin(user.Id, label, at, cancelled);
                LetIn(context, user.Id, Principal(user, label, chain));
                break;
            case SignInOutcome.MustReset:
                context.Reject(TokenWords.MustResetPassword, "Choose a new password first.");
                break;
            case SignInOutcome.CodeWanted:
                context.Reject(
                    TokenWords.SecondFactorWanted,
                    "A code of the second factor is needed."
                );
                break;
            case SignInOutcome.Wrong:
                context.Reject(TokenWords.InvalidGrant, TokenWords.WrongPassword);
                break;
            case SignInOutcome.Busy or SignInOutcome.Locked:
                SayTooBusy.After(context.Transaction, outcome.RetryAfter(at) ?? 1);
                context.Reject(TokenWords.TooBusy);
                break;
        }
    }

    private async Task ByRefresh(
        HandleTokenRequestContext context,
        GrantAside aside,
        CancellationToken cancelled
    )
    {
        var held = context.RefreshTokenPrincipal!;
        if (
            await chains.StillGood(held, aside.Label, cancelled) is not { } user
            || !await chains.Redeem(held, clock.GetUtcNow(), cancelled)
        )
            context.Reject(TokenWords.InvalidGrant, TokenWords.WrongRefreshToken);
        else
            LetIn(
                context,
                user.Id,
                Principal(user, held.GetClaim(TokenWords.Label) ?? "", held.GetAuthorizationId()!)
            );
    }

    private async Task ByKey(HandleTokenRequestContext context, GrantAside aside)
    {
        var good = await CheckApiKey.Check(
            facts.Current,
            aside.KeyId!,
            aside.Secret!,
            clock.GetUtcNow()
        );
        if (good is not { } found)
        {
            context.Reject(TokenWords.InvalidClient, TokenWords.WrongKey);
            return;
        }
        var claims = Claims(found.User.Grants.UserId);
        claims.SetClaim(TokenWords.KeyId, found.Key.KeyId);
        LetIn(context, found.User.Grants.UserId, Sealed(claims));
    }

    private void LetIn(HandleTokenRequestContext context, long userId, ClaimsPrincipal principal)
    {
        uses.Note(userId, clock.Now());
        context.SignIn(principal);
    }

    /// <summary>Naming one's own e-mail is naming nothing: the two forms of the documented default are one chain.</summary>
    private static string LabelFor(User user, GrantAside aside) =>
        aside.Label.Equals(user.Email, StringComparison.OrdinalIgnoreCase) ? "" : aside.Label;

    private static ClaimsPrincipal Principal(User user, string label, string chain)
    {
        var claims = Claims(user.Id);
        claims.SetClaim(TokenWords.StampMark, Stamp.MarkOf(user.SecurityStamp));
        claims.SetClaim(TokenWords.Label, label);
        // Without this scope no refresh token is given.
        claims.SetScopes(Scopes.OfflineAccess);
        claims.SetAuthorizationId(chain);
        return Sealed(claims);
    }

    private static ClaimsIdentity Claims(long userId)
    {
        var claims = new ClaimsIdentity("Vestibule");
        claims.SetClaim(OpenIddictConstants.Claims.Subject, userId.ToString());
        claims.SetAudiences(TokenWords.Audience);
        return claims;
    }

    private static ClaimsPrincipal Sealed(ClaimsIdentity claims)
    {
        claims.SetDestinations(claim =>
            claim.Type == TokenWords.Label ? [] : [Destinations.AccessToken]
        );
        return new ClaimsPrincipal(claims);
    }
}
