using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vestibule.Hosting;

namespace Vestibule.Access;

/// <summary>
/// The permission a route asks for: metadata anybody can read off the live routes, and the requirement that is checked.
/// </summary>
/// <param name="Choose">Picks another permission by what the request asks of the route; null when there is no choice.</param>
public sealed record RoleNeeded(string Role, Func<HttpContext, string>? Choose = null)
    : IAuthorizationRequirement
{
    /// <summary>The permission this very request needs.</summary>
    public string For(HttpContext request) => Choose?.Invoke(request) ?? Role;
}

/// <summary>Puts a route behind a permission.</summary>
public static class RequireRoleOnRoutes
{
    /// <param name="role">A name of <see cref="RoleCatalogue"/>; any other is a slip, found when the route is mapped.</param>
    /// <param name="choose">Picks another permission by what the request asks of the route.</param>
    public static T RequireRole<T>(
        this T route,
        string role,
        Func<HttpContext, string>? choose = null
    )
        where T : IEndpointConventionBuilder
    {
        if (RoleCatalogue.Named(role) is null)
            throw new ArgumentException($"There is no permission {role}.", nameof(role));
        var needed = new RoleNeeded(role, choose);
        return route
            .WithMetadata(needed)
            .RequireAuthorization(policy =>
                policy
                    .AddAuthenticationSchemes(ApiAuthentication.SchemeName)
                    .RequireAuthenticatedUser()
                    .AddRequirements(needed)
            );
    }
}

/// <summary>Looks the permission up among the caller's grants.</summary>
internal sealed class CheckRole(IHttpContextAccessor requests) : AuthorizationHandler<RoleNeeded>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        RoleNeeded requirement
    )
    {
        var request = context.Resource as HttpContext ?? requests.HttpContext;
        if (request?.Features.Get<Caller>()?.Has(requirement.For(request)) == true)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Names the missing permission to whoever lacks it. Clients branch on the status, people read the message.</summary>
internal sealed class SayWhichRole(ApiSettings api, ILogger<SayWhichRole> log)
    : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        var missing = authorizeResult.Forbidden
            ? policy.Requirements.OfType<RoleNeeded>().LastOrDefault()
            : null;
        if (missing is null)
            return usual.HandleAsync(next, context, policy, authorizeResult);
        var role = missing.For(context);
        log.PermissionMissing(
            context.Features.Get<Caller>()?.Grants.UserId ?? 0,
            role,
            AddressPrefix.Of(context.Connection.RemoteIpAddress)
        );
        return Refusal.Write(
            context,
            api.MissingRoleStatus,
            $"The permission {role} is needed for this."
        );
    }
}
