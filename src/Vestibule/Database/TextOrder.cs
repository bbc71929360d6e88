using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Database;

/// <summary>
/// Text compared alike on both databases: searched without case in every script, sorted by code point. Left to
/// themselves SQLite folds ASCII only and PostgreSQL follows whatever locale the cluster was made with.
/// </summary>
public abstract class TextOrder
{
    private static readonly MethodInfo ToLower = typeof(string).GetMethod(
        nameof(string.ToLower),
        []
    )!;
    private static readonly MethodInfo ContainsText = typeof(string).GetMethod(
        nameof(string.Contains),
        [typeof(string)]
    )!;
    private static readonly MethodInfo CollateText = typeof(RelationalDbFunctionsExtensions)
        .GetMethod(nameof(RelationalDbFunctionsExtensions.Collate))!
        .MakeGenericMethod(typeof(string));

    public static readonly TextOrder Sqlite = new OnSqlite();
    public static readonly TextOrder Postgres = new OnPostgres();

    /// <summary>The column holds the words, whatever their case; wildcards mean nothing.</summary>
    public Expression Contains(Expression column, string words) =>
        Expression.Call(
            Expression.Call(Folding(column), ToLower),
            ContainsText,
            Expression.Property(
                Expression.Constant(new Words(words.ToLowerInvariant())),
                nameof(Words.Folded)
            )
        );

    /// <summary>The column as it is to be sorted by.</summary>
    public abstract Expression Ordinal(Expression column);

    protected abstract Expression Folding(Expression column);

    private static Expression Collate(Expression column, string collation) =>
        Expression.Call(
            CollateText,
            Expression.Property(null, typeof(EF), nameof(EF.Functions)),
            column,
            Expression.Constant(collation)
        );

    private sealed record Words(string Folded);

    private sealed class OnSqlite : TextOrder
    {
        public override Expression Ordinal(Expression column) => column;

        protected override Expression Folding(Expression column) => column;
    }

    private sealed class OnPostgres : TextOrder
    {
        public override Expression Ordinal(Expression column) => Collate(column, "C");

        protected override Expression Folding(Expression column) => Collate(column, "und-x-icu");
    }
}
