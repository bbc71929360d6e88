using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>The pieces operations are made of.</summary>
internal static class Parts
{
    /// <summary>Status code and name of each shared answer.</summary>
    public static readonly IReadOnlyDictionary<int, string> Names = new Dictionary<int, string>
    {
        [400] = "Refused",
        [401] = "Denied",
        [404] = "NotFound",
        [409] = "Conflict",
        [412] = "Stale",
        [413] = "TooLarge",
        [415] = "NotReadable",
        [422] = "UsedKey",
        [429] = "TooMany",
        [500] = "Failed",
        [503] = "NotNow",
    };

    public static OpenApiSchemaReference Reference(string schema, OpenApiDocument document) =>
        new(schema, document);

    /// <summary>The component of that name, made when it is first asked for.</summary>
    public static OpenApiSchemaReference Once(
        string schema,
        Func<OpenApiSchema> make,
        OpenApiDocument document
    )
    {
        if (document.Components?.Schemas?.ContainsKey(schema) != true)
        {
            document.AddComponent(schema, make());
        }

        return Reference(schema, document);
    }

    public static OpenApiResponse Answer(
        string says,
        IOpenApiSchema schema,
        params (string Name, JsonNode Value)[] examples
    ) =>
        new()
        {
            Description = says,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = Media(schema, examples),
            },
        };

    public static OpenApiMediaType Media(
        IOpenApiSchema schema,
        params (string Name, JsonNode Value)[] examples
    ) =>
        new()
        {
            Schema = schema,
            Examples = examples.ToDictionary(
                one => one.Name,
                IOpenApiExample (one) => new OpenApiExample { Value = one.Value }
            ),
        };

    public static Dictionary<string, IOpenApiHeader> Header(string name, string says) =>
        new()
        {
            [name] = new OpenApiHeader
            {
                Description = says,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
}
