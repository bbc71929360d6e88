using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vestibule.Hosting;

/// <summary>How many bytes a request may carry; routing hands the route's own limit to the server.</summary>
public sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>Bytes, wherever a route says nothing else: more than the widest record, far less than a file.</summary>
    public const long Usual = 256 * 1024;
}

public static class BodyLimits
{
    /// <summary>Lets this route take bodies up to <paramref name="bytes"/>; larger ones are answered 413.</summary>
    public static T WithBodyLimit<T>(this T route, long bytes)
        where T : IEndpointConventionBuilder => route.WithMetadata(new BodyLimit(bytes));
}
