using System.Linq.Expressions;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>Text of rows that are not in a database, compared as a database would: nothing is contained in null.</summary>
internal sealed class InMemoryOrder : TextOrder
{
    public override Expression Ordinal(Expression column) => column;

    protected override Expression Folding(Expression column) =>
        Expression.Coalesce(column, Expression.Constant(""));
}
