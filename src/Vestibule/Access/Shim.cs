using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Access;

public static class Shim
{
    public static T RequireRole<T>(this T b, string role) where T : IEndpointConventionBuilder => b;
    public static T RequireRole<T>(this T b, string role, Func<HttpContext, string> choose) where T : IEndpointConventionBuilder => b;
}
