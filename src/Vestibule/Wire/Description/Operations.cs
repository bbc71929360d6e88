using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>Puts an operation together.</summary>
internal static class Operations
{
    public static OpenApiOperation Make(
        OpenApiDocument document,
        string summary,
        string? says,
        (int Status, OpenApiResponse Answer) good,
        int[] shared,
        List<IOpenApiParameter>? parameters = null,
        OpenApiRequestBody? body = null
    )
    {
        var operation = new OpenApiOperation
        {
            Summary = summary,
            Description = says,
            Parameters = parameters,
            RequestBody = body,
            Responses = new OpenApiResponses { [good.Status.ToString()] = good.Answer },
        };
        foreach (var status in shared)
        {
            operation.Responses[status.ToString()] = new OpenApiResponseReference(
                Names[status],
                document
            );
        }

        return operation;
    }

    public static OpenApiParameter IfMatch() =>
        new()
        {
            Name = "If-Match",
            In = ParameterLocation.Header,
            Description =
                "The `ETag` the record was read with: the write is refused when it has changed since. Without it the last write wins.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    public static OpenApiParameter IdempotencyKey() =>
        new()
        {
            Name = AnswerOnce.Header,
            In = ParameterLocation.Header,
            Description =
                "A key of the caller's own making, one for each thing to be done. Sent again within a day under the same key, the same request is done once and answered alike, from the record as it then stands; another request under it is refused. Requests that were refused may be sent again changed.",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = 1,
                MaxLength = AnswerOnce.LongestKey,
                Pattern = "^[!-~]+$",
            },
        };

    /// <summary>Adds the key of a request that may be sent again, and what is answered because of it.</summary>
    public static void TakeKey(OpenApiOperation operation, OpenApiDocument document)
    {
        (operation.Parameters ??= []).Add(IdempotencyKey());
        var all = operation.Responses!.ToList();
        foreach (var status in (int[])[409, 422])
        {
            if (!operation.Responses!.ContainsKey($"{status}"))
            {
                all.Add(new($"{status}", new OpenApiResponseReference(Names[status], document)));
            }
        }

        operation.Responses = [];
        foreach (var (status, answer) in all.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            operation.Responses[status] = answer;
        }
    }

    public static OpenApiParameter InPath(string name, string says) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = says,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        };

    public static OpenApiRequestBody JsonBody(
        IOpenApiSchema schema,
        JsonNode? example,
        bool alsoForm = false
    )
    {
        var body = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(),
        };
        body.Content["application/json"] = example is null
            ? new OpenApiMediaType { Schema = schema }
            : Media(schema, ("request", example));
        if (alsoForm)
        {
            body.Content["application/x-www-form-urlencoded"] = new OpenApiMediaType
            {
                Schema = schema,
            };
        }

        return body;
    }
}
