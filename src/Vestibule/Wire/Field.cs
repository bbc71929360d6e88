using System.Linq.Expressions;
using System.Text.Json;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>One member of a record on the wire: how it is written, filtered and sorted by.</summary>
/// <param name="name">Member name, PascalCase.</param>
/// <param name="filterKey">What follows <c>Entity_</c> in a filter: <c>Business_Name</c> for <c>BusinessName</c>.</param>
public abstract class Field<T>(string name, string filterKey)
    where T : class
{
    public string Name { get; } = name;

    public string FilterKey { get; } = filterKey;

    public abstract string JsonType { get; }

    public virtual string? JsonFormat => null;

    /// <summary>The enum whose numbers (<c>integer</c>) or names (<c>string</c>) it holds.</summary>
    public virtual Type? Enum => null;

    /// <summary>Whether <see cref="Within"/> makes sense.</summary>
    public virtual bool IsRanged => false;

    /// <summary>Whether rows can be told apart by it; filters by other members are taken and let everything through.</summary>
    public virtual bool IsFiltered => true;

    public virtual bool IsNullable => true;

    /// <summary>Whether it reads the same in every row.</summary>
    public virtual bool IsConstant => false;

    /// <summary>What is said of a filter's value that cannot be read as this type.</summary>
    public virtual string Refusal(string raw) => "cannot be read as a value of this member";

    public abstract void WriteValue(Utf8JsonWriter json, T row);

    /// <summary>Rows whose value matches; null when <paramref name="raw"/> cannot be read as this type.</summary>
    public abstract Expression<Func<T, bool>>? Matching(string raw, Dialect dialect);

    /// <summary>Rows at or after (<paramref name="from"/>) or at or before a value; null as above or where ranges make no sense.</summary>
    public virtual Expression<Func<T, bool>>? Within(string raw, bool from) => null;

    public abstract IOrderedQueryable<T> Sort(IQueryable<T> rows, bool descending, Dialect dialect);
}

/// <summary>A member that stands in a column, its own or a related record's.</summary>
public sealed class Field<T, V>(
    string name,
    string filterKey,
    Expression<Func<T, V>> value,
    WireType<V> type
) : Field<T>(name, filterKey)
    where T : class
{
    private readonly Func<T, V> read = value.Compile();

    public override string JsonType => type.JsonType;

    public override string? JsonFormat => type.JsonFormat;

    public override Type? Enum => Bare.IsEnum ? Bare : null;

    public override bool IsRanged => type.IsRanged;

    public override bool IsNullable => default(V) is null;

    public override string Refusal(string raw) => type.Refusal(raw);

    private static Type Bare => Nullable.GetUnderlyingType(typeof(V)) ?? typeof(V);

    public override void WriteValue(Utf8JsonWriter json, T row) => type.Write(json, read(row));

    public override Expression<Func<T, bool>>? Matching(string raw, Dialect dialect)
    {
        if (raw.Equals("notnull", StringComparison.OrdinalIgnoreCase) && IsNullable)
        {
            return Lambda(Expression.NotEqual(value.Body, Expression.Constant(null, typeof(V))));
        }

        return typeof(V) == typeof(string) ? Lambda(dialect.Text.Contains(value.Body, raw))
            : type.TryParse(raw, out var wanted)
                ? Lambda(Expression.Equal(value.Body, Captured.Value(wanted)))
            : null;
    }

    public override Expression<Func<T, bool>>? Within(string raw, bool from)
    {
        if (
            !type.IsRanged
            || !(from ? type.TryParse(raw, out var edge) : type.TryParseEnd(raw, out edge))
        )
        {
            return null;
        }

        var (column, bound) = Comparable(value.Body, Captured.Value(edge));
        return Lambda(
            from
                ? Expression.GreaterThanOrEqual(column, bound)
                : Expression.LessThanOrEqual(column, bound)
        );
    }

    /// <summary>Nulls come first going up on both databases, which by themselves disagree.</summary>
    public override IOrderedQueryable<T> Sort(IQueryable<T> rows, bool descending, Dialect dialect)
    {
        if (typeof(V) == typeof(string))
        {
            return Order(
                rows,
                Expression.Lambda<Func<T, string>>(
                    dialect.Text.Ordinal(value.Body),
                    value.Parameters
                ),
                descending
            );
        }

        return Order(rows, value, descending);
    }

    private IOrderedQueryable<T> Order<K>(
        IQueryable<T> rows,
        Expression<Func<T, K>> key,
        bool descending
    )
    {
        if (!IsNullable)
        {
            return descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
        }

        var isNull = Lambda(Expression.Equal(value.Body, Expression.Constant(null, typeof(V))));
        return descending
            ? rows.OrderBy(isNull).ThenByDescending(key)
            : rows.OrderByDescending(isNull).ThenBy(key);
    }

    // Enums do not compare with < in expressions, their numbers do.
    private static (Expression Column, Expression Bound) Comparable(
        Expression column,
        Expression bound
    ) =>
        Bare.IsEnum
            ? (Expression.Convert(column, Whole), Expression.Convert(bound, Whole))
            : (column, bound);

    private static Type Whole => default(V) is null ? typeof(int?) : typeof(int);

    private Expression<Func<T, bool>> Lambda(Expression body) =>
        Expression.Lambda<Func<T, bool>>(body, value.Parameters);
}

/// <summary>Turns a value into something a query takes as a parameter, so that each value does not make a new query plan.</summary>
internal static class Captured
{
    public static Expression Value<V>(V value) =>
        Expression.Property(Expression.Constant(new Box<V>(value)), nameof(Box<V>.Held));

    private sealed record Box<V>(V Held);
}
