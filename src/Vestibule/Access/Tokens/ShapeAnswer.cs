using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary>Answers in the documented shape: four members and no more, lower-case <c>bearer</c>, errors without links.</summary>
internal sealed class ShapeAnswer : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        var answer = context.Response;
        answer.ErrorUri = null;
        answer.Scope = null;
        if (answer.Error is null)
        {
            answer.TokenType = "bearer";
            // Counted from the clock it would flicker between this and a second more.
            answer.ExpiresIn = TokenWords.ExpiresIn;
        }
        // Still under OpenIddict's own name for it here; the name is put right after this.
        else if (
            answer.Error is TokenWords.InvalidGrant or Errors.InvalidToken
            && context.Request?.IsRefreshTokenGrantType() == true
        )
            answer.ErrorDescription = TokenWords.WrongRefreshToken;
        return ValueTask.CompletedTask;
    }
}

/// <summary>Turns the answer of a crowded gate into 429 with a time to come back; OpenIddict knows 400 and 401 only.</summary>
internal sealed class SayTooBusy : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Seconds = "vestibule.retry-after";

    /// <summary>Says for how long.</summary>
    public static void After(OpenIddictServerTransaction transaction, int seconds) =>
        transaction.SetProperty(Seconds, $"{seconds}");

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (
            context.Response.Error == TokenWords.TooBusy
            && context.Transaction.GetHttpRequest()?.HttpContext.Response is { } response
        )
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = context.Transaction.GetProperty<string>(Seconds) ?? "1";
        }
        return ValueTask.CompletedTask;
    }
}
