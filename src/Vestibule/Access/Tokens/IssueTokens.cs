using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Vestibule.Database;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary><c>POST /api/token</c>: password, refresh token or API key in, access token out (RFC 6749).</summary>
internal static class IssueTokens
{
    private const string Route = "/api/token";
    private const int LongestForm = 16 * 1024;

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<CheckToken>();
        services.AddSingleton<FeedTokenKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(all =>
            all.GetRequiredService<FeedTokenKeys>()
        );
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(all =>
            all.GetRequiredService<FeedTokenKeys>()
        );
        services.AddScoped<RefreshChains>();
        services.AddHostedService<SweepTokens>();
        services.AddHostedService<RotateTokenKeys>();
        services
            .AddOpenIddict()
            .AddCore(core =>
                core.UseEntityFrameworkCore()
                    .UseDbContext<VestibuleDb>()
                    .ReplaceDefaultEntities<long>()
            )
            .AddServer(Configure);
    }

    public static void MapTokens(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(Route, Answer)
            .WithMetadata(new RequestSizeLimitAttribute(LongestForm))
            .WithTags("Access")
            .WithSummary("Sign in: password, refresh token or API key")
            .AllowAnonymous();

    // OpenIddict is an authentication scheme that answers requests. Stock wiring asks it about every request of the
    // server; here it is asked on its own route only.
    private static async Task Answer(HttpContext context, IAuthenticationHandlerProvider handlers)
    {
        var handler = await handlers.GetHandlerAsync(
            context,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
        if (
            handler is not IAuthenticationRequestHandler answering
            || !await answering.HandleRequestAsync()
        )
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetIssuer(TokenWords.Issuer).SetTokenEndpointUris(Route.TrimStart('/'));
        server.AllowPasswordFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.AcceptAnonymousClients();
        server.SetAccessTokenLifetime(TimeSpan.FromSeconds(TokenWords.ExpiresIn));
        server
            .UseReferenceRefreshTokens()
            .SetRefreshTokenLifetime(TokenWords.RefreshLifetime)
            // Redeem refuses a used token at once, whatever its age. Older than this it comes from a thief or from
            // somebody robbed, and ends its chain; younger it is a twin of the request that used it.
            .SetRefreshTokenReuseLeeway(TokenWords.TwinLeeway);
        server.DisableAccessTokenEncryption();
        // TLS may end at a proxy in front; whether plain HTTP is let in at all is not decided per route.
        server
            .UseAspNetCore()
            .DisableTransportSecurityRequirement()
            .SuppressJsonResponseIndentation();
        // All are done by ReadGrant and AnswerGrant: a key is no registered client, and a token is used up atomically.
        server.RemoveEventHandler(OpenIddictServerHandlers.ValidateClientId.Descriptor);
        server.RemoveEventHandler(
            OpenIddictServerHandlers.Exchange.ValidateClientIdParameter.Descriptor
        );
        server.RemoveEventHandler(
            OpenIddictServerHandlers.Exchange.ValidateClientCredentialsParameters.Descriptor
        );
        server.RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor);
        Extend(server);
    }

    private static void Extend(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(on =>
            on.UseSingletonHandler<RefuseOtherBodies>().SetOrder(int.MinValue)
        );
        // After OpenIddict has read form and Authorization header.
        server.AddEventHandler<ExtractTokenRequestContext>(on =>
            on.UseSingletonHandler<ReadGrant>().SetOrder(int.MaxValue - 100_000)
        );
        server.AddEventHandler<HandleTokenRequestContext>(on => on.UseScopedHandler<AnswerGrant>());
        server.AddEventHandler<ApplyTokenResponseContext>(on =>
            on.UseSingletonHandler<ShapeAnswer>().SetOrder(int.MinValue)
        );
        server.AddEventHandler<ApplyTokenResponseContext>(on =>
            on.UseSingletonHandler<SayTooBusy>()
                .SetOrder(
                    OpenIddictServerAspNetCoreHandlers
                        .AttachHttpResponseCode<ApplyTokenResponseContext>
                        .Descriptor
                        .Order + 1
                )
        );
        server.AddEventHandler<GenerateTokenContext>(on =>
            on.UseSingletonHandler<KeepNoRow>().SetOrder(int.MinValue)
        );
        server.AddEventHandler<GenerateTokenContext>(on =>
            on.UseSingletonHandler<SignWithCurrent>()
                .SetOrder(
                    OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order
                        + 1
                )
        );
    }
}
