using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary>Decides a token request: signs in, or says no in the documented words.</summary>
internal sealed class AnswerGrant(
    CheckPassword passwords,
    UseCode codes,
    RefreshChains chains,
    AccessFacts facts,
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
        var (email, password) = (context.Request.Username!, context.Request.Password!);
        switch (await passwords.Check(email, password, cancelled))
        {
            case PasswordChecked.Busy:
                context.Reject(TokenWords.TooBusy);
                break;
            case PasswordChecked.Wrong:
                context.Reject(TokenWords.InvalidGrant, TokenWords.WrongPassword);
                break;
            case PasswordChecked.Right right:
                await ByRightPassword(context, aside, right.User, cancelled);
                break;
        }
    }

    private async Task ByRightPassword(
        HandleTokenRequestContext context,
        GrantAside aside,
        User user,
        CancellationToken cancelled
    )
    {
        if (user.TwoFactorEnabled && !await HasCode(user, aside.Totp, cancelled))
            context.Reject(TokenWords.SecondFactorWanted, "A code of the second factor is needed.");
        else if (user.MustResetPassword)
            context.Reject(TokenWords.MustResetPassword, "Choose a new password first.");
        else
        {
            var label = LabelFor(user, aside);
            var chain = await chains.Begin(user.Id, label, clock.GetUtcNow(), cancelled);
            context.SignIn(Principal(user, label, chain));
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
            context.SignIn(
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
        context.SignIn(Sealed(claims));
    }

    private async Task<bool> HasCode(User user, string? code, CancellationToken cancelled) =>
        code is not null && await codes.Use(user, code, clock.GetUtcNow(), cancelled);

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
