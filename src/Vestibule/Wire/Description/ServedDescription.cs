using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>The description as bytes, written once: the routes do not change while the server runs.</summary>
internal sealed class ServedDescription(
    [FromKeyedServices(ServedDescription.Name)] IOpenApiDocumentProvider provider
)
{
    public const string Name = "v1";

    private readonly Lazy<Task<byte[]>> bytes = new(async () => await Write(provider));

    public async Task<FileContentHttpResult> Answer() =>
        TypedResults.Bytes(await bytes.Value, "application/json; charset=utf-8");

    private static async Task<byte[]> Write(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var written = new MemoryStream();
        await document.SerializeAsJsonAsync(
            written,
            OpenApiSpecVersion.OpenApi3_1,
            CancellationToken.None
        );
        return written.ToArray();
    }
}
