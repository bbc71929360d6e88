using System.Linq.Expressions;
using System.Text.Json;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>
/// A member that rows are not told apart by: put together while it is written, or a transient such as <c>New…Url</c>.
/// Filters by it are taken and let everything through.
/// </summary>
public sealed class UntoldField<T>(
    string name,
    string jsonType,
    Action<Utf8JsonWriter, T> write,
    bool isConstant = false
) : Field<T>(name, name)
    where T : class, IRecord
{
    public override string JsonType => jsonType;

    public override bool IsFiltered => false;

    public override bool IsConstant => isConstant;

    public override void WriteValue(Utf8JsonWriter json, T row) => write(json, row);

    public override Expression<Func<T, bool>> Matching(string raw, Dialect dialect) => row => true;

    public override Expression<Func<T, bool>> Within(string raw, bool from) => row => true;

    public override IOrderedQueryable<T> Sort(
        IQueryable<T> rows,
        bool descending,
        Dialect dialect
    ) => descending ? rows.OrderByDescending(row => row.Id) : rows.OrderBy(row => row.Id);
}
