using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Who is behind a request of the API: <c>Authorization: Bearer</c> with one of our tokens (RFC 6750), or <c>Basic</c>
/// with an API key or an e-mail and a password (RFC 7617). Puts the <see cref="Caller"/> on the request.
/// </summary>
internal sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    AccessFacts facts,
    CheckToken tokens,
    CheckBasic basic,
    KeyUses keyUses,
    UserUses userUses,
    TimeProvider clock
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Api";
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private int? retryAfter;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        var known =
            header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await ByToken(header[Bearer.Length..].Trim())
            : header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
                ? await ByBasic(header[Basic.Length..].Trim())
            : null;
        return known is { } found ? LetIn(found) : AuthenticateResult.Fail("Refused.");
    }

    /// <summary>Never a <c>Basic</c> challenge: it would make browsers ask for a password.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (retryAfter is { } seconds)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = $"{seconds}";
            return Task.CompletedTask;
        }
        Response.Headers.WWWAuthenticate = "Bearer";
        return Refusal.Write(
            Context,
            StatusCodes.Status401Unauthorized,
            "Authorization has been denied for this request."
        );
    }

    private async ValueTask<Known?> ByToken(string token)
    {
        if (await tokens.Check(token) is not { } says)
            return null;
        var now = facts.Current;
        if (says.KeyId is { } keyId)
            return
                await CheckApiKey.Standing(now, keyId, clock.GetUtcNow()) is { } good
                && good.User.Grants.UserId == says.UserId
                ? ByKey(good)
                : null;
        return await now.Bearer(says) is { } known ? new Known(known, "Bearer") : null;
    }

    private Known ByKey(KeyFacts good)
    {
        keyUses.Note(good.Key, clock.Now());
        return new Known(good.User, "ApiKey", good.Key);
    }

    private async ValueTask<Known?> ByBasic(string credentials)
    {
        switch (await basic.Check(credentials, Context.Connection.RemoteIpAddress))
        {
            case BasicChecked.ByKey(var good):
                return ByKey(good);
            case BasicChecked.ByPassword(var user):
                return new Known(user, "Basic");
            case BasicChecked.Later later:
                retryAfter = later.RetryAfter;
                return null;
            default:
                return null;
        }
    }

    private AuthenticateResult LetIn(Known known)
    {
        var (grants, factor) = (known.User.Grants, known.Factor);
        userUses.Note(grants.UserId, clock.Now());
        Context.Features.Set(
            new Caller(
                grants,
                new Actor(
                    ActorKind.Operator,
                    grants.UserId,
                    grants.Email,
                    // Of a user's keys the journal must tell which one it was.
                    known.Key
                        is { } key
                        ? $"{factor} {key.KeyId}"
                        : factor,
                    AddressPrefix.Of(Context.Connection.RemoteIpAddress)
                ),
                known.Key
            )
        );
        var identity = new ClaimsIdentity(
            [new Claim("sub", grants.UserId.ToString())],
            authenticationType: factor
        );
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)
        );
    }

    /// <summary>Whom the credentials name, and how.</summary>
    private sealed record Known(UserFacts User, string Factor, ApiKey? Key = null);
}
