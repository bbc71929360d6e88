using Microsoft.AspNetCore.Http;

namespace Vestibule.Hosting;

/// <summary>How the outside reaches this server.</summary>
public static class PublicAddress
{
    /// <summary>What the owner said, else how this request came.</summary>
    public static Uri OriginOf(this Settings settings, HttpRequest request) =>
        settings.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");
}
