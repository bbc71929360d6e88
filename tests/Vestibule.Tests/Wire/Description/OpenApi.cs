using System.Text.Json;
using System.Text.Json.Nodes;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire.Description;

/// <summary>A served description, for looking into.</summary>
internal sealed class OpenApi(JsonNode document)
{
    public static async Task<OpenApi> From(World world)
    {
        var answer = await world.App.Anonymous().Gets("/openapi/v1.json");
        answer.Status.ShouldBe(200);
        return new OpenApi(answer.Json);
    }

    /// <summary>Every operation with its <c>METHOD /address</c>.</summary>
    public IEnumerable<(string Route, JsonNode Operation)> Operations =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    public JsonNode Operation(string route) =>
        Operations.Single(one => one.Route == route).Operation;

    public JsonNode Schema(string name) => document["components"]!["schemas"]![name]!;

    /// <summary>Members a body takes.</summary>
    public IReadOnlyList<string> Body(string route) =>
        [
            .. Follow(Operation(route)["requestBody"]!["content"]!["application/json"]!["schema"]!)[
                "properties"
            ]!
                .AsObject()
                .Select(member => member.Key),
        ];

    /// <summary>Every example in the document with the schema it is an example of.</summary>
    public IEnumerable<(string Where, JsonNode? Value, JsonNode Schema)> Examples =>
        from operation in Operations
        from media in Media(operation.Operation)
        from example in media["examples"]?.AsObject() ?? []
        select ($"{operation.Route} {example.Key}", example.Value!["value"], media["schema"]!);

    /// <summary>What is wrong with a value, by the part of JSON Schema that the description uses.</summary>
    public IEnumerable<string> Misfits(JsonNode? value, JsonNode schema, string where = "")
    {
        schema = Follow(schema);
        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Count(choice => !Misfits(value, choice!, where).Any()) == 1
                ? []
                : [$"{where} is none or several of its choices"];
        }

        if (
            schema["type"] is { } type
            && !Kinds(value)
                .Intersect(type is JsonArray many ? many.Select(t => (string)t!) : [(string)type!])
                .Any()
        )
        {
            return [$"{where} is {value?.ToJsonString() ?? "null"}, not {type.ToJsonString()}"];
        }

        return value switch
        {
            _ when schema["enum"] is JsonArray known
                    && !known.Any(one => JsonNode.DeepEquals(one, value)) =>
            [
                $"{where} is not one of {known.ToJsonString()}",
            ],
            JsonObject o => Members(o, schema, where),
            JsonArray a when schema["items"] is { } items => a.SelectMany(
                (item, n) => Misfits(item, items, $"{where}[{n}]")
            ),
            _ => [],
        };
    }

    public JsonNode Follow(JsonNode node) =>
        (string?)node["$ref"] is { } reference
            ? Follow(reference[2..].Split('/').Aggregate(document, (at, step) => at[step]!))
            : node;

    private IEnumerable<string> Members(JsonObject value, JsonNode schema, string where)
    {
        var known = schema["properties"]?.AsObject();
        var missing =
            schema["required"]
                ?.AsArray()
                .Select(name => (string)name!)
                .Where(name => !value.ContainsKey(name))
                .Select(name => $"{where} lacks {name}")
            ?? [];
        var strange = known is null
            ? []
            : value
                .Select(member => member.Key)
                .Where(name => !known.ContainsKey(name))
                .Select(name => $"{where} has {name} too");
        return
        [
            .. missing,
            .. strange,
            .. value
                .Where(member => known?[member.Key] is not null)
                .SelectMany(member =>
                    Misfits(member.Value, known![member.Key]!, $"{where}.{member.Key}")
                ),
        ];
    }

    private IEnumerable<JsonNode> Media(JsonNode operation) =>
        new[] { operation["requestBody"] }
            .Concat(operation["responses"]!.AsObject().Select(answer => answer.Value))
            .OfType<JsonNode>()
            .SelectMany(part =>
                Follow(part)["content"]?.AsObject().Select(content => content.Value!) ?? []
            );

    private static string[] Kinds(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.Object => ["object"],
            JsonValueKind.Array => ["array"],
            JsonValueKind.String => ["string"],
            JsonValueKind.True or JsonValueKind.False => ["boolean"],
            JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal)
                ? ["number"]
                : ["integer", "number"],
            _ => ["null"],
        };
}
