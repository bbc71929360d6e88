using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>JSON Schemas of records, request bodies and lists, made from the members that are really written.</summary>
internal static class Schemas
{
    public static OpenApiSchema Record(RecordShape shape, EntityWords words) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = $"{Sentence(words.One)}. Every member is always there, null when empty.",
            Properties = shape.Members.ToDictionary(
                member => member.Name,
                IOpenApiSchema (member) => Read(member, Vocabulary.Of(words, member.Name))
            ),
            Required = shape.Members.Select(member => member.Name).ToHashSet(),
        };

    /// <summary>What a create or update takes. An update names its record by <c>Id</c>.</summary>
    public static OpenApiSchema Body(RecordShape shape, EntityWords words, Taken when)
    {
        var taken = words.Members.Where(member => member.Taken.HasFlag(when)).ToList();
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(),
        };
        if (when == Taken.OnUpdate)
        {
            schema.Properties["Id"] = Whole("Number of the record to update.");
        }

        foreach (var member in taken)
        {
            var known = shape.Members.FirstOrDefault(one => one.Name == member.Name);
            schema.Properties[member.Name] = Written(known, member);
        }

        schema.Required = taken
            .Where(member => member.IsRequired)
            .Select(member => member.Name)
            .ToHashSet();
        if (when == Taken.OnUpdate)
        {
            schema.Required.Add("Id");
        }

        return schema;
    }

    public static OpenApiSchema Page(IOpenApiSchema record) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["Records"] = ListOf(record),
                ["CurrentPageSize"] = Number("Records a page holds at most."),
                ["CurrentPage"] = Number("Number of this page, from 1."),
                ["CurrentOrderField"] = Text("Member the records are ordered by."),
                ["CurrentSortDirection"] = Number(
                    "0 ascending, 1 descending; another number is echoed."
                ),
                ["FirstItem"] = Number(
                    "Position of the first record in the whole result, from 1; 0 when the page is empty."
                ),
                ["HasNextPage"] = Flag("Whether there is a page after this one."),
                ["HasPreviousPage"] = Flag("Whether there is a page before this one."),
                ["LastItem"] = Number(
                    "Position of the last record in the whole result; 0 when the page is empty."
                ),
                ["PageNumber"] = Number("As CurrentPage; older clients read this one."),
                ["PageSize"] = Number("As CurrentPageSize; older clients read this one."),
                ["TotalItems"] = Number("Records on all pages."),
                ["TotalPages"] = Number("Pages in all."),
            },
        };

    public static OpenApiSchema ListOf(IOpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Items = item };

    public static OpenApiSchema Whole(string says) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Description = says,
        };

    public static OpenApiSchema Number(string says) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Description = says,
        };

    public static OpenApiSchema Text(string says) =>
        new() { Type = JsonSchemaType.String, Description = says };

    public static OpenApiSchema Flag(string says) =>
        new() { Type = JsonSchemaType.Boolean, Description = says };

    /// <summary>One value of a member, without null: what a filter compares with.</summary>
    public static OpenApiSchema Value(MemberShape member) =>
        Typed(member.JsonType, member.JsonFormat, member.Enum, "string");

    private static OpenApiSchema Read(MemberShape member, MemberWords words)
    {
        var schema = Typed(member.JsonType, member.JsonFormat, member.Enum, words.ItemType);
        schema.Description = WithChoices(words.Says, schema.Type, member.Enum);
        return member.IsNullable ? OrNull(schema) : schema;
    }

    private static OpenApiSchema Written(MemberShape? known, MemberWords words)
    {
        var type = words.Enum ?? known?.Enum;
        var schema = words.Enum is null
            ? Typed(
                words.JsonType ?? known?.JsonType ?? "string",
                known?.JsonFormat,
                known?.Enum,
                words.ItemType
            )
            : Typed("integer", "int32", words.Enum, "string");
        schema.Description = WithChoices(words.Says, schema.Type, type);
        return words.IsRequired ? schema : OrNull(schema);
    }

    private static OpenApiSchema Typed(string type, string? format, Type? choices, string items)
    {
        var schema = new OpenApiSchema { Type = Kind(type), Format = format };
        if (choices is not null)
        {
            var all = Choices(choices);
            schema.Enum =
            [
                .. all.Select(choice =>
                    type == "integer"
                        ? JsonValue.Create(choice.Number)
                        : (JsonNode)JsonValue.Create(choice.Name)
                ),
            ];
        }

        if (type == "array")
        {
            schema.Items = new OpenApiSchema { Type = Kind(items) };
        }

        return schema;
    }

    private static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    private static string WithChoices(string says, JsonSchemaType? type, Type? choices) =>
        choices is null || type?.HasFlag(JsonSchemaType.Integer) != true
            ? says
            : $"{says} {string.Join(", ", Choices(choices).Select(choice => $"{choice.Number} {choice.Name}"))}.";

    private static List<(int Number, string Name)> Choices(Type type) =>
        [
            .. Enum.GetValues(type)
                .Cast<object>()
                .Select(value =>
                    (Convert.ToInt32(value, CultureInfo.InvariantCulture), value.ToString()!)
                )
                .Distinct(),
        ];

    private static JsonSchemaType Kind(string type) =>
        type switch
        {
            "integer" => JsonSchemaType.Integer,
            "number" => JsonSchemaType.Number,
            "boolean" => JsonSchemaType.Boolean,
            "array" => JsonSchemaType.Array,
            "object" => JsonSchemaType.Object,
            _ => JsonSchemaType.String,
        };

    private static string Sentence(string words) =>
        $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
