using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>One address of the running server, by one method.</summary>
internal sealed record LiveRoute(HttpMethod Method, string Pattern, RouteEndpoint Endpoint)
{
    public string Name => $"{Method} {Pattern}";

    public bool Writes => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>A path that fits, naming a record that is not there.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder(Pattern)
                .Replace("{id}", "999999999")
                .Replace("{slot}", "photo")
                .Replace("{picture}", "thumbnail")
                .Replace("{documentName?}", "v1")
                .Replace("{documentName}", "v1")
                .ToString();
            return path.StartsWith("/{", StringComparison.Ordinal) ? "/en/user/me" : path;
        }
    }

    public static IReadOnlyList<LiveRoute> Of(VestibuleApp app) =>
        [
            .. from source in app.Services.GetServices<EndpointDataSource>()
            from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
                ?? ["GET"]
            select new LiveRoute(
                new HttpMethod(method),
                "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                endpoint
            ),
        ];
}
