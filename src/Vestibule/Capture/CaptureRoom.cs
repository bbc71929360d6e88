using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Capture;

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class CaptureRoom
{
    public static IServiceCollection AddCapture(this IServiceCollection services) =>
        services.AddScoped<MakeLink>().AddScoped<FindLink>();

    public static void MapCapture(this IEndpointRouteBuilder routes) => FollowLink.Map(routes);
}
