using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vestibule.Hosting;

namespace Vestibule.Access;

/// <summary>
/// The permission a route asks for: metadata anybody can read off the live routes, and the requirement that is checked.
/// </summary>
public sealed record RoleNeeded(string Role) : IAuthorizationRequirement;

/// <summary>Puts a route behind a permission.</summary>
public static class RequireRoleOnRoutes
{
    /// <param name="role">A name of <see cref="RoleCatalogue"/>; any other is a slip, found when the route is mapped.</param>
    public static T RequireRole<T>(this T route, string role)
        where T : IEndpointConventionBuilder
    {
        if (RoleCatalogue.Named(role) is null)
            throw new ArgumentException($"There is no permission {role}.", nameof(role));
        var needed = new RoleNeeded(role);
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
        if (request?.Features.Get<Caller>()?.Has(requirement.Role) == true)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Names the missing permission to whoever lacks it. Clients branch on the status, people read the message.</summary>
internal sealed class SayWhichRole(ApiSettings api) : IAuthorizationMiddlewareResultHandler
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
        return missing is null
            ? usual.HandleAsync(next, context, policy, authorizeResult)
            : Refusal.Write(
                context,
                api.MissingRoleStatus,
                $"The permission {missing.Role} is needed for this."
            );
    }
}
