using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Hosting;

namespace Vestibule.Access;

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class AccessRoom
{
    /// <summary>
    /// Sign-in, permissions and their caches. Wants <see cref="VestibuleDb"/> in the scope, a <see cref="Vault.MasterKeys"/>,
    /// a <see cref="TimeProvider"/>, and the database migrated before the host starts.
    /// </summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        AddUsers(services);
        services.AddTokens();
        services.AddSingleton<AccessFacts>();
        services.AddSingleton<SlowHash>();
        services.AddSingleton<CheckBasic>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<UserUses>();
        services.TryAddSingleton(new LockOutRules());
        services.AddSingleton<TraceNames>();
        services.AddSingleton<TellLockOut>();
        services.AddScoped<KeepTraces>();
        services.AddScoped<CheckSignIn>();
        services.AddScoped<TellFactor>();
        services.AddScoped<UseCode>();
        services.AddHostedService<WatchAccess>();
        foreach (var place in WrappedByMaster.Places)
            services.AddSingleton(place);
        AddGate(services);
        return services;
    }

    /// <summary>The doors of this room.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapTokens();
        routes.MapWhoAmI();
    }

    private static void AddUsers(IServiceCollection services)
    {
        services
            .AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // NIST SP 800-63B section 3.1.1.2: length is what counts, composition is not asked for.
                identity.Password.RequiredLength = PasswordRules.Shortest;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<VestibuleDb>();
        // OWASP Password Storage Cheat Sheet: PBKDF2 with HMAC-SHA-512 wants at least this many rounds.
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        // Identity registers the hasher for a scope, but the gate before it is one for the process.
        services.Replace(
            ServiceDescriptor.Singleton<IPasswordHasher<User>, PasswordHasher<User>>()
        );
    }

    private static void AddGate(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services
            .AddAuthentication(ApiAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(
                ApiAuthentication.SchemeName,
                configureOptions: null
            );
        services.Replace(
            ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, QuietSchemes>()
        );
        services.AddSingleton<IAuthorizationHandler, CheckRole>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SayWhichRole>();
        services
            .AddAuthorizationBuilder()
            // Also meets the endpoints routing makes up for 404, 405 and 415: a stranger hears 401 before anything else.
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder(ApiAuthentication.SchemeName)
                    .RequireAuthenticatedUser()
                    .Build()
            );
    }

    /// <summary>No scheme is asked whether it wants to answer a request by itself; see <see cref="IssueTokens"/>.</summary>
    private sealed class QuietSchemes(IOptions<AuthenticationOptions> options)
        : AuthenticationSchemeProvider(options)
    {
        public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
            Task.FromResult<IEnumerable<AuthenticationScheme>>([]);
    }
}
