using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vestibule.Wire;

/// <summary>One member of a record, as far as a reader of the API has to know it.</summary>
/// <param name="FilterKey">What follows <c>Entity_</c> in a filter; null when nothing can be asked of it.</param>
/// <param name="IsRanged">Whether <c>from_</c> and <c>to_</c> filters exist.</param>
/// <param name="Always">What it always reads as; null for members that vary.</param>
public sealed record MemberShape(
    string Name,
    string? FilterKey,
    string JsonType,
    string? JsonFormat,
    Type? Enum,
    bool IsNullable,
    bool IsRanged,
    JsonNode? Always = null
);

/// <summary>Endpoint metadata: a collection's name, address and members in wire order.</summary>
public sealed record RecordShape(string Name, string Path, IReadOnlyList<MemberShape> Members)
{
    public static RecordShape Of<T>(Resource<T> resource)
        where T : class, IRecord =>
        new(resource.Name, resource.Path, [.. resource.Fields.Select(Of)]);

    private static MemberShape Of<T>(Field<T> field)
        where T : class, IRecord =>
        new(
            field.Name,
            field.IsFiltered ? field.FilterKey : null,
            field.JsonType,
            field.JsonFormat,
            field.Enum,
            field.IsConstant ? Constant(field) is null : field.IsNullable,
            field.IsRanged,
            field.IsConstant ? Constant(field) : null
        );

    // A constant member looks at no row, so it can be asked for its value without one.
    private static JsonNode? Constant<T>(Field<T> field)
        where T : class, IRecord
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            field.WriteValue(json, null!);
        }

        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
