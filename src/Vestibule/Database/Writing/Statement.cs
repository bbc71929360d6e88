using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Vestibule.Database.Writing;

/// <summary>SQL made once from the model, so that a mapping stands in one place. Parameters are <c>$1</c>, <c>$2</c> …</summary>
/// <param name="Generated">The key the database makes; the statement returns it.</param>
/// <param name="MustHit">Changing no row means somebody else was faster.</param>
internal sealed record Statement(
    string Sql,
    IReadOnlyList<Place> Places,
    IEntityType Entity,
    IProperty? Generated = null,
    bool MustHit = false
)
{
    public object Value(int place, Step step) =>
        step switch
        {
            Step.DeleteWhere(_, _, var value) => Places[place].Kept(value),
            Step.InsertUnder(_, _, var parent) when Places[place].IsOfParent => Places[place]
                .ValueIn(parent),
            _ => Places[place].ValueIn(RowOf(step)),
        };

    public static object RowOf(Step step) =>
        step switch
        {
            Step.Insert(var row) => row,
            Step.InsertUnder(var row, _, _) => row,
            Step.Update(var row) => row,
            Step.Delete(var row) => row,
            _ => throw new InvalidOperationException("The step has no row."),
        };

    /// <summary>The number the database gave, onto the row.</summary>
    public void Number(object row, long id) =>
        Generated!.PropertyInfo!.SetValue(row, Convert.ChangeType(id, Generated.ClrType));
}

/// <summary>The statements of one model. <paramref name="loud"/>: a missed update is an error (division by zero), not a count.</summary>
internal sealed class Statements(IModel model, bool loud)
{
    private readonly ConcurrentDictionary<(Type Entity, Type Step, string?), Statement> made = [];

    public IModel Model => model;

    public Statement Of(Step step) =>
        step switch
        {
            Step.Insert(var row) => made.GetOrAdd(
                (row.GetType(), typeof(Step.Insert), null),
                Insert
            ),
            Step.InsertUnder(var row, var property, _) => made.GetOrAdd(
                (row.GetType(), typeof(Step.InsertUnder), property),
                InsertUnder
            ),
            Step.Update(var row) => made.GetOrAdd(
                (row.GetType(), typeof(Step.Update), null),
                Update
            ),
            Step.Delete(var row) => made.GetOrAdd(
                (row.GetType(), typeof(Step.Delete), null),
                Delete
            ),
            Step.DeleteWhere(var type, var property, _) => made.GetOrAdd(
                (type, typeof(Step.DeleteWhere), property),
                DeleteWhere
            ),
            _ => throw new InvalidOperationException($"No statement for {step.GetType()}."),
        };

    private Statement Insert((Type Type, Type, string?) of)
    {
        var entity = Entity(of.Type);
        var generated = Generated(entity);
        var columns = Columns(entity).Where(p => p != generated).ToList();
        return Insert(
            entity,
            generated,
            columns,
            columns.Select((_, i) => $"${i + 1}"),
            [.. columns.Select(p => new Place(p))]
        );
    }

    // The parent is found by the key it was given before it was written, so one trip carries both.
    private Statement InsertUnder((Type Type, Type, string? Property) of)
    {
        var entity = Entity(of.Type);
        var pointing = entity.GetProperty(of.Property!);
        var parent = entity.FindForeignKeys(pointing).Single().PrincipalEntityType;
        var key = parent.GetProperty(nameof(IRecord.UniqueId));
        var generated = Generated(entity);
        var columns = Columns(entity).Where(p => p != generated).ToList();
        var number = Name(parent.GetProperty(nameof(IRecord.Id)));
        return Insert(
            entity,
            generated,
            columns,
            columns.Select(
                (p, i) =>
                    p == pointing
                        ? $"(SELECT {number} FROM {Table(parent)} WHERE {Name(key)} = ${i + 1})"
                        : $"${i + 1}"
            ),
            [.. columns.Select(p => p == pointing ? new Place(key, ofParent: true) : new Place(p))]
        );
    }

    private static Statement Insert(
        IEntityType entity,
        IProperty? generated,
        IEnumerable<IProperty> columns,
        IEnumerable<string> values,
        IReadOnlyList<Place> places
    )
    {
        var sql =
            $"INSERT INTO {Table(entity)} ({string.Join(", ", columns.Select(Name))}) VALUES ({string.Join(", ", values)})";
        if (generated is not null)
            sql += $" RETURNING {Name(generated)}";
        return new(sql, places, entity, generated);
    }

    private static IProperty? Generated(IEntityType entity) =>
        Columns(entity)
            .FirstOrDefault(p =>
                IsKey(p) && p.ValueGenerated == ValueGenerated.OnAdd && p.ClrType != typeof(Guid)
            );

    private Statement Update((Type Type, Type, string?) of)
    {
        var entity = Entity(of.Type);
        var columns = Columns(entity).Where(p => !IsKey(p)).ToList();
        var found = Found(entity);
        var sets = columns.Select((p, i) => $"{Name(p)} = ${i + 1}");
        var sql =
            $"UPDATE {Table(entity)} SET {string.Join(", ", sets)} WHERE {Where(found, columns.Count)}";
        var version = found.Find(p => p.Name == nameof(Record.Version));
        return new(
            Loud(sql),
            [
                .. columns.Select(p => new Place(p)),
                .. found.Select(p => new Place(p, p == version ? -1 : 0)),
            ],
            entity,
            MustHit: true
        );
    }

    private Statement Delete((Type Type, Type, string?) of)
    {
        var entity = Entity(of.Type);
        var found = Found(entity);
        var sql = $"DELETE FROM {Table(entity)} WHERE {Where(found, 0)}";
        return new(Loud(sql), [.. found.Select(p => new Place(p))], entity, MustHit: true);
    }

    private Statement DeleteWhere((Type Type, Type, string? Property) of)
    {
        var entity = Entity(of.Type);
        var property = entity.GetProperty(of.Property!);
        return new(
            $"DELETE FROM {Table(entity)} WHERE {Name(property)} = $1",
            [new Place(property)],
            entity
        );
    }

    private IEntityType Entity(Type type) =>
        model.FindEntityType(type)
        ?? throw new InvalidOperationException($"{type} is not a stored thing.");

    private static IEnumerable<IProperty> Columns(IEntityType entity) =>
        entity.GetProperties().Where(p => !p.IsShadowProperty());

    /// <summary>What finds a row: its key, and our version (Identity's own stamp is a column like any other).</summary>
    private static List<IProperty> Found(IEntityType entity) =>
        [
            .. Columns(entity)
                .Where(p => IsKey(p) || (p.IsConcurrencyToken && p.Name == nameof(Record.Version))),
        ];

    private static bool IsKey(IProperty property) => property.IsPrimaryKey();

    private static string Where(List<IProperty> found, int from) =>
        string.Join(" AND ", found.Select((p, i) => $"{Name(p)} = ${from + i + 1}"));

    // A version that has moved on is no error in a pipeline, and the deed's savepoint would be released: so it is made one.
    private string Loud(string sql) =>
        loud ? $"WITH hit AS ({sql} RETURNING 1) SELECT 1 / count(*) FROM hit" : sql;

    public static string Table(IEntityType entity) => $"\"{entity.GetTableName()}\"";

    public static string Name(IProperty property) => $"\"{property.GetColumnName()}\"";
}
