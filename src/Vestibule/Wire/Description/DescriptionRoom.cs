using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Vestibule.Hosting;

namespace Vestibule.Wire.Description;

/// <summary>The API in words: OpenAPI 3.1 at <c>/openapi/v1.json</c>, and to read at <c>/docs</c>. Anybody may read both.</summary>
public static class DescriptionRoom
{
    public const string Address = "/openapi/v1.json";
    public const string Pages = "/docs";

    public static IServiceCollection AddDescription(this IServiceCollection services)
    {
        services.AddOpenApi(
            ServedDescription.Name,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.ShouldInclude = _ => false;
                options.AddDocumentTransformer<WriteDescription>();
            }
        );
        return services.AddSingleton<ServedDescription>();
    }

    public static void MapDescription(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Address, (ServedDescription served) => served.Answer())
            .AllowAnonymous()
            .AnswersHead()
            .ExcludeFromDescription();
        routes
            .MapScalarApiReference(Pages, Furnish)
            .AllowAnonymous()
            .AnswersHead()
            .WithMetadata(ContentPolicy.ApiPages)
            .AddEndpointFilter(SayCharset);
    }

    // The pages are UTF-8 and leave it to the reader to guess.
    private static ValueTask<object?> SayCharset(
        EndpointFilterInvocationContext asked,
        EndpointFilterDelegate next
    )
    {
        var answer = asked.HttpContext.Response;
        answer.OnStarting(() =>
        {
            if (answer.ContentType is "text/html" or "text/javascript")
            {
                answer.ContentType += "; charset=utf-8";
            }

            return Task.CompletedTask;
        });
        return next(asked);
    }

    // Whatever can be read with GET can be asked about with HEAD (RFC 9110 section 9.1); the server drops the body.
    private static T AnswersHead<T>(this T route)
        where T : IEndpointConventionBuilder
    {
        route.Finally(endpoint =>
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
        );
        return route;
    }

    // Everything that would ask another host for something is off; the content policy of the pages holds it to that.
    private static void Furnish(ScalarOptions pages)
    {
        pages
            .WithTitle("Vestibule API")
            .WithOpenApiRoutePattern(Address)
            .WithTheme(ScalarTheme.Default)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools()
            .PreserveSchemaPropertyOrder();
        pages.OrderRequiredPropertiesFirst = false;
    }
}
