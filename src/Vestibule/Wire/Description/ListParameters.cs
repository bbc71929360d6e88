using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>What a list can be asked for: page, order, ids, and one filter for every member that can be told apart.</summary>
internal static class ListParameters
{
    public static List<IOpenApiParameter> Of(RecordShape shape, EntityWords words) =>
        [
            Query("page", "Number of the page, from 1.", Schemas.Number("").With(1)),
            Query("size", "Records a page holds, at most 5000.", Schemas.Number("").With(25)),
            Query(
                "orderBy",
                "Member to order by, by its name in the record or in a filter.",
                Schemas.Text("").With("Id")
            ),
            Query(
                "dir",
                "`0` or `asc` ascending; `1`, `-1` or `desc` descending.",
                Schemas.Text("").With("0")
            ),
            Query(
                "id",
                "`[1,2,3]`, in brackets, answers a bare array of these records in this order, leaving out what is not there, and needs the permission to read. A number without brackets is a filter.",
                Schemas.Text("")
            ),
            Query(
                "UniqueId",
                "The record with this unique name.",
                new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            Query("SystemId", "Records whose own key contains this.", Schemas.Text("")),
            .. shape.Members.SelectMany(member => Filters(shape.Name, member, words)),
            Query(
                $"{shape.Name}_CustomFields_{{name}}",
                "Records whose own member of that name has exactly this value. Write the member's name in place of `{name}`.",
                Schemas.Text("")
            ),
        ];

    private static IEnumerable<IOpenApiParameter> Filters(
        string entity,
        MemberShape member,
        EntityWords words
    )
    {
        if (member.FilterKey is not { } key || member.Name is "CustomFields")
        {
            yield break;
        }

        var name = $"{entity}_{key}";
        if (member.Name is "Id")
        {
            yield return Query(
                name,
                "One id, or several as `[1,2,3]`; answers a list.",
                Schemas.Text("")
            );
        }
        else
        {
            yield return Query(name, Says(member, words), Schemas.Value(member));
        }

        if (member.IsRanged)
        {
            yield return Query(
                $"from_{name}",
                $"`{member.Name}` is this or more.",
                Schemas.Value(member)
            );
            yield return Query(
                $"to_{name}",
                $"`{member.Name}` is this or less.",
                Schemas.Value(member)
            );
        }
    }

    private static string Says(MemberShape member, EntityWords words)
    {
        var isWhole = Vocabulary
            .Of(words, member.Name)
            .Says.Contains("whole value", StringComparison.Ordinal);
        return (member.JsonType, member.Enum) switch
        {
            ("string", null) when member.JsonFormat is null && !isWhole =>
                $"`{member.Name}` contains this, in any case.",
            (_, { }) => $"`{member.Name}` is this, given by number or by name.",
            _ => $"`{member.Name}` is this.",
        };
    }

    private static OpenApiParameter Query(string name, string says, OpenApiSchema schema)
    {
        schema.Description = null;
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = says,
            Schema = schema,
        };
    }

    private static OpenApiSchema With(this OpenApiSchema schema, JsonNode usual)
    {
        schema.Default = usual;
        return schema;
    }
}
