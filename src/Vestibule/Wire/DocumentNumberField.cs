using System.Linq.Expressions;
using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>
/// A sealed number: found whole by its keyed digest, never in part. Sorting goes by the digest too, which keeps equal
/// numbers together and pages steady and gives nothing away.
/// </summary>
public sealed class DocumentNumberField<T>(
    string name,
    string filterKey,
    Expression<Func<T, byte[]?>> digest,
    Func<T, string?> opened
) : Field<T>(name, filterKey)
    where T : class, IRecord
{
    public override string JsonType => "string";

    public override void WriteValue(Utf8JsonWriter json, T row) =>
        json.WriteStringValue(opened(row));

    public override Expression<Func<T, bool>> Matching(string raw, Dialect dialect) =>
        Expression.Lambda<Func<T, bool>>(
            Expression.Equal(digest.Body, Captured.Value(dialect.Digest(raw))),
            digest.Parameters
        );

    public override IOrderedQueryable<T> Sort(
        IQueryable<T> rows,
        bool descending,
        Dialect dialect
    ) => descending ? rows.OrderByDescending(digest) : rows.OrderBy(digest);
}
