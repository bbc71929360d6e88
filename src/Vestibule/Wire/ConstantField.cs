using System.Linq.Expressions;
using System.Text.Json;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>
/// A member that requests fill and no row keeps: it reads as the same value everywhere, and filters find all rows or none,
/// as if that value stood in each.
/// </summary>
public sealed class ConstantField<T, V>(string name, V value, WireType<V> type)
    : Field<T>(name, name)
    where T : class, IRecord
{
    public override string JsonType => type.JsonType;

    public override string? JsonFormat => type.JsonFormat;

    public override Type? Enum => typeof(V).IsEnum ? typeof(V) : null;

    public override bool IsRanged => type.IsRanged;

    public override bool IsNullable => value is null;

    public override bool IsConstant => true;

    public override string Refusal(string raw) => type.Refusal(raw);

    public override void WriteValue(Utf8JsonWriter json, T row) => type.Write(json, value);

    public override Expression<Func<T, bool>>? Matching(string raw, Dialect dialect) =>
        raw.Equals("notnull", StringComparison.OrdinalIgnoreCase) && IsNullable ? Nobody
        : !type.TryParse(raw, out var wanted) ? null
        : Comparer<V>.Default.Compare(value, wanted) == 0 ? Everybody
        : Nobody;

    public override Expression<Func<T, bool>>? Within(string raw, bool from) =>
        !type.IsRanged || !type.TryParse(raw, out var edge) ? null
        : Comparer<V>.Default.Compare(value, edge) is var side && (from ? side >= 0 : side <= 0)
            ? Everybody
        : Nobody;

    public override IOrderedQueryable<T> Sort(
        IQueryable<T> rows,
        bool descending,
        Dialect dialect
    ) => descending ? rows.OrderByDescending(row => row.Id) : rows.OrderBy(row => row.Id);

    private static Expression<Func<T, bool>> Everybody => row => true;

    private static Expression<Func<T, bool>> Nobody => row => false;
}
