using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Vestibule.Access;

namespace Vestibule.Wire.Description;

/// <summary>
/// Writes the whole description from the routes that are really served. A collection's operations are told by
/// <see cref="Described"/>, other routes by <see cref="RoutePages"/>; nothing is guessed from the code's own types.
/// </summary>
internal sealed partial class WriteDescription : IOpenApiDocumentTransformer
{
    private static readonly string[] Order = ["GET", "POST", "PUT", "DELETE"];

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        FrontPage.Write(document);
        SharedParts.Add(document);
        var routes = Served(context.ApplicationServices.GetRequiredService<EndpointDataSource>());
        var shapes = routes
            .Select(route => route.Endpoint.Metadata.GetMetadata<RecordShape>())
            .OfType<RecordShape>()
            .DistinctBy(shape => shape.Name)
            .ToDictionary(shape => shape.Name);
        document.Paths = [];
        foreach (
            var page in routes
                .Select(route => Describe(route, shapes, document))
                .OfType<Page>()
                .OrderBy(page => Place(page))
        )
        {
            Put(page, document);
        }

        FrontPage.KeepChapters(document);
        return Task.CompletedTask;
    }

    /// <summary>Every route that is not deliberately hidden, with its address as OpenAPI writes it.</summary>
    /// <remarks>An update is served at its collection and, for some clients, at the record; it is described once.</remarks>
    public static List<(RouteEndpoint Endpoint, string Method, string Path)> Served(
        EndpointDataSource source
    )
    {
        var all = Shown(source);
        var updates = all.Where(route =>
                route.Endpoint.Metadata.GetMetadata<Described>()?.Operation == Operation.Update
            )
            .Select(route => $"{route.Path}/{{id}}")
            .ToHashSet();
        return [.. all.Where(route => route.Method != "PUT" || !updates.Contains(route.Path))];
    }

    private static List<(RouteEndpoint Endpoint, string Method, string Path)> Shown(
        EndpointDataSource source
    ) =>
        [
            .. from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            where
                endpoint
                    .Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()
                    ?.ExcludeFromDescription != true
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            select (
                endpoint,
                method,
                "/"
                    + Parameter()
                        .Replace(endpoint.RoutePattern.RawText ?? "", "{${name}}")
                        .Trim('/')
            ),
        ];

    private static Page? Describe(
        (RouteEndpoint Endpoint, string Method, string Path) route,
        Dictionary<string, RecordShape> shapes,
        OpenApiDocument document
    )
    {
        var (endpoint, method, path) = route;
        OpenApiOperation operation;
        string chapter;
        if (
            endpoint.Metadata.GetMetadata<Described>() is { } described
            && shapes.TryGetValue(described.Resource, out var shape)
        )
        {
            var describe = new DescribeOperation(document, shape);
            (operation, chapter) = (describe.Of(described.Operation), describe.Chapter);
        }
        else if (RoutePages.All.TryGetValue($"{method} {path}", out var page))
        {
            (operation, chapter) = (page.Describe(document), page.Chapter);
            operation.OperationId = page.Id;
            if (endpoint.Metadata.GetMetadata<Repeatable>() is not null)
            {
                Operations.TakeKey(operation, document);
            }
        }
        else
        {
            return null;
        }

        operation.Tags = new HashSet<OpenApiTagReference> { new(chapter, document) };
        Gate(operation, endpoint);
        return new Page(path, method, chapter, operation);
    }

    private static void Gate(OpenApiOperation operation, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            operation.Security = [];
        }
        else if (endpoint.Metadata.GetMetadata<RoleNeeded>() is { } needed)
        {
            operation.Description =
                $"{operation.Description}\n\nNeeds the permission `{needed.Role}`, or a full administrator.".Trim();
        }
    }

    private static void Put(Page page, OpenApiDocument document)
    {
        if (!document.Paths.TryGetValue(page.Path, out var item))
        {
            document.Paths[page.Path] = item = new OpenApiPathItem();
        }

        ((OpenApiPathItem)item).AddOperation(
            new System.Net.Http.HttpMethod(page.Method),
            page.Operation
        );
    }

    // Nobody gets further without a token.
    private static (int, bool, string, int) Place(Page page) =>
        (
            Chapters.All.ToList().FindIndex(chapter => chapter.Name == page.Chapter),
            page.Path is not "/api/token",
            page.Path,
            Array.IndexOf(Order, page.Method)
        );

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    private sealed record Page(
        string Path,
        string Method,
        string Chapter,
        OpenApiOperation Operation
    );
}
