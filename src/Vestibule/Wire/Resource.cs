using System.Linq.Expressions;
using System.Text.Json;
using Vestibule.Access;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>
/// One collection of the API: its name, address, members in wire order, who sees which rows. Listing, filtering,
/// sorting, paging, reading one and many, and the description in OpenAPI all follow from this.
/// </summary>
/// <param name="name">The vendor's entity name: prefix of filters, of roles and of messages.</param>
/// <param name="path">Address of the collection, lower case, no slash at the end.</param>
public sealed class Resource<T>(string name, string path)
    where T : class, IRecord
{
    private readonly List<Field<T>> fields = [];
    private readonly Dictionary<string, Field<T>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Field<T>> byFilter = new(StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public string Path => path;

    /// <summary>Members in the order they are written.</summary>
    public IReadOnlyList<Field<T>> Fields => fields;

    /// <summary>All rows with everything that is written, unscoped.</summary>
    public required Func<VestibuleDb, IQueryable<T>> Rows { get; init; }

    /// <summary>The part of the rows that holders of these locations see; null when it is not told by location.</summary>
    public Func<IReadOnlySet<long>, Expression<Func<T, bool>>>? SeenBy { get; init; }

    /// <summary>The part of the rows that is this user's own, for what belongs to users and not to locations.</summary>
    public Func<long, Expression<Func<T, bool>>>? OwnedBy { get; init; }

    /// <summary>What remains to be done to loaded rows before they are written, e.g. opening what is sealed.</summary>
    public Func<
        IServiceProvider,
        IReadOnlyList<T>,
        CancellationToken,
        ValueTask<IReadOnlyList<T>>
    >? Open { get; init; }

    /// <summary>Needs <c>List</c>, <c>Read</c>, <c>Create</c>, <c>Edit</c> or <c>Delete</c> on this entity.</summary>
    public string Role(string verb) => $"{name}-{verb}";

    public Field<T>? ByName(string member) => byName.GetValueOrDefault(member);

    public Field<T>? ByFilter(string key) => byFilter.GetValueOrDefault(key);

    /// <summary>The rows this user sees. Scope is part of the query, so that nothing can be reached around it.</summary>
    public IQueryable<T> SeenRows(VestibuleDb db, Grants grants) =>
        grants.IsFull ? Rows(db)
        : SeenBy is not null ? Rows(db).Where(SeenBy(grants.Businesses))
        : OwnedBy is not null ? Rows(db).Where(OwnedBy(grants.UserId))
        : Rows(db);

    public void Write(Utf8JsonWriter json, T row)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Name);
            field.WriteValue(json, row);
        }

        json.WriteEndObject();
    }

    /// <summary>A member of the row itself. Its filter is its name, without <c>Id</c> where it points at another record.</summary>
    public Resource<T> Own<V>(string member, Expression<Func<T, V>> value, WireType<V> type) =>
        Add(new Field<T, V>(member, Pointed(member), value, type));

    /// <summary>A member of a related record; <paramref name="filterKey"/> is its path, as <c>Business_Name</c>.</summary>
    public Resource<T> Expanded<V>(
        string member,
        string filterKey,
        Expression<Func<T, V>> value,
        WireType<V> type
    ) => Add(new Field<T, V>(member, filterKey, value, type));

    /// <summary>A member that always reads the same and is not asked for; <paramref name="json"/> is that value.</summary>
    public Resource<T> Fixed(string member, string json, string jsonType) =>
        Add(
            new UntoldField<T>(
                member,
                jsonType,
                (writer, _) => writer.WriteRawValue(json),
                isConstant: true
            )
        );

    /// <summary>A member that always reads the same and can be asked for like any other.</summary>
    public Resource<T> Constant<V>(string member, V value, WireType<V> type) =>
        Add(new ConstantField<T, V>(member, value, type));

    public Resource<T> Written(string member, Action<Utf8JsonWriter, T> write, string jsonType) =>
        Add(new UntoldField<T>(member, jsonType, write));

    public Resource<T> Special(Field<T> field) => Add(field);

    /// <summary>The members every record ends with.</summary>
    public Resource<T> System(Expression<Func<T, string?>> displayText)
    {
        var display = displayText.Compile();
        return Add(
                new Field<T, long>(
                    "Id",
                    "Id",
                    Members.Of<T, long>(nameof(IRecord.Id)),
                    WireTypes.Id
                )
            )
            .Own(
                "UpdatedOn",
                Members.Of<T, DateTimeOffset>(nameof(IRecord.UpdatedOn)),
                WireTypes.At
            )
            .Own(
                "CreatedOn",
                Members.Of<T, DateTimeOffset>(nameof(IRecord.CreatedOn)),
                WireTypes.At
            )
            .Own("UniqueId", Members.Of<T, Guid>(nameof(IRecord.UniqueId)), WireTypes.Key)
            .Own("UpdatedBy", Members.Of<T, string?>(nameof(IRecord.UpdatedBy)), WireTypes.Text)
            .Constant("IsNew", false, WireTypes.Flag)
            .Own("SystemId", Members.Of<T, string?>(nameof(IRecord.SystemId)), WireTypes.Text)
            .Written(
                "ToStringText",
                (json, row) => json.WriteStringValue(display(row) ?? $"#{row.Id}"),
                "string"
            )
            .Fixed("LocalizationDetails", "null", "object")
            .Written(
                "CustomFields",
                (json, row) => json.WriteRawValue(row.CustomFields ?? "null"),
                "object"
            );
    }

    private Resource<T> Add(Field<T> field)
    {
        fields.Add(field);
        byName.Add(field.Name, field);
        byFilter.TryAdd(field.Name, field);
        byFilter[field.FilterKey] = field;
        return this;
    }

    private static string Pointed(string member) =>
        member.Length > 2
        && member.EndsWith("Id", StringComparison.Ordinal)
        && member is not ("UniqueId" or "SystemId")
            ? member[..^2]
            : member;
}

/// <summary>Members every record has, named on the concrete type because queries are translated from that.</summary>
internal static class Members
{
    public static Expression<Func<T, V>> Of<T, V>(string member)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, V>>(Expression.Property(row, member), row);
    }
}
