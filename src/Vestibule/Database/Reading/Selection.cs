using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vestibule.Database.Writing;

namespace Vestibule.Database.Reading;

/// <summary>SQL and a reader made once from the model. The one parameter is <c>$1</c>.</summary>
internal sealed record Selection(string Sql, Place Place, Func<DbDataReader, object> Row);

/// <summary>The selections of one model.</summary>
internal sealed class Selections(IModel model)
{
    private static readonly MethodInfo IsNull = typeof(DbDataReader).GetMethod(
        nameof(DbDataReader.IsDBNull)
    )!;

    private readonly ConcurrentDictionary<(Type, string), Selection> made = [];

    public Selection Of(Sought sought) => made.GetOrAdd((sought.Entity, sought.Member), Make);

    private Selection Make((Type Type, string Member) of)
    {
        var entity =
            model.FindEntityType(of.Type)
            ?? throw new InvalidOperationException($"{of.Type} is not a stored thing.");
        var member = entity.GetProperty(of.Member);
        var columns = entity.GetProperties().Where(p => p.PropertyInfo is not null).ToList();
        return new(
            $"SELECT {string.Join(", ", columns.Select(Statements.Name))} FROM {Statements.Table(entity)} WHERE {Statements.Name(member)} = $1",
            new Place(member),
            Reader(of.Type, columns)
        );
    }

    private static Func<DbDataReader, object> Reader(Type type, IReadOnlyList<IProperty> columns)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var row = Expression.MemberInit(
            Expression.New(type),
            columns.Select((p, i) => Expression.Bind(p.PropertyInfo!, Value(reader, p, i)))
        );
        return Expression
            .Lambda<Func<DbDataReader, object>>(Expression.Convert(row, typeof(object)), reader)
            .Compile();
    }

    /// <summary>What the context does for a column: the provider's own reading, then the model's conversion.</summary>
    private static Expression Value(Expression reader, IProperty property, int column)
    {
        var mapping = property.GetRelationalTypeMapping();
        var at = Expression.Constant(column);
        var method = mapping.GetDataReaderMethod();
        Expression value = Expression.Call(
            method.DeclaringType!.IsAssignableFrom(typeof(DbDataReader))
                ? reader
                : Expression.Convert(reader, method.DeclaringType),
            method,
            at
        );
        value = mapping.CustomizeDataReaderExpression(value);
        if (mapping.Converter is { } converter)
        {
            value = Expression.Invoke(
                converter.ConvertFromProviderExpression,
                As(value, converter.ProviderClrType)
            );
        }

        value = As(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, IsNull, at),
                Expression.Default(property.ClrType),
                value
            )
            : value;
    }

    private static Expression As(Expression value, Type type) =>
        value.Type == type ? value : Expression.Convert(value, type);
}
