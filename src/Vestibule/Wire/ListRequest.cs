using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>
/// What a list is asked for: filters that all have to hold, a page, an order. Unknown parameters are ignored and empty
/// ones mean nothing; one that is known but cannot be read is an error naming the parameter.
/// </summary>
public sealed class ListRequest<T>
    where T : class, IRecord
{
    public const int DefaultSize = 25;
    public const int LargestSize = 5000;

    private readonly List<Expression<Func<T, bool>>> filters = [];
    private readonly List<FieldError> errors = [];
    private readonly Resource<T> resource;
    private readonly Dialect dialect;

    private ListRequest(Resource<T> resource, Dialect dialect)
    {
        this.resource = resource;
        this.dialect = dialect;
        Order = resource.ByName("Id")!;
    }

    public int Page { get; private set; } = 1;

    public int Size { get; private set; } = DefaultSize;

    public Field<T> Order { get; private set; }

    public bool Descending { get; private set; }

    /// <summary><c>dir</c> as it was sent where it was a number, else 0 up and 1 down.</summary>
    public int Direction { get; private set; }

    public IReadOnlyList<FieldError> Errors => errors;

    public static ListRequest<T> Read(Resource<T> resource, IQueryCollection query, Dialect dialect)
    {
        var request = new ListRequest<T>(resource, dialect);
        foreach (var (key, values) in query)
        {
            // A parameter sent twice has to hold twice.
            foreach (var raw in values.Where(value => !string.IsNullOrWhiteSpace(value)))
            {
                request.Take(key, raw!.Trim());
            }
        }

        return request;
    }

    public IQueryable<T> Filter(IQueryable<T> rows) =>
        filters.Aggregate(rows, (all, filter) => all.Where(filter));

    public IQueryable<T> PageOf(IQueryable<T> rows)
    {
        var sorted = Order.Sort(rows, Descending, dialect);
        var settled = Descending
            ? sorted.ThenByDescending(row => row.Id)
            : sorted.ThenBy(row => row.Id);
        return settled.Skip((int)Math.Min(int.MaxValue, (Page - 1L) * Size)).Take(Size);
    }

    private void Take(string key, string raw)
    {
        // No database takes it, and of the keys some become text in a question.
        if (raw.Contains('\0') || key.Contains('\0'))
        {
            Refused(key.Replace("\0", "", StringComparison.Ordinal), FieldError.Nul, raw, 0);
            return;
        }

        switch (key.ToLowerInvariant())
        {
            case "page":
                Page = Whole(key, raw, 1, int.MaxValue) ?? Page;
                break;
            case "size":
                Size = Whole(key, raw, 1, LargestSize) ?? Size;
                break;
            case "orderby":
                Order =
                    resource.ByName(raw)
                    ?? resource.ByFilter(raw)
                    ?? Refused(key, "is not a member of the record", raw, Order);
                break;
            case "dir":
                Descending =
                    raw.ToLowerInvariant()
                        is "1"
                            or "-1"
                            or "desc"
                            or "descending"
                            or "sortdirection.descending";
                Direction =
                    int.TryParse(raw, out var sent) ? sent
                    : Descending ? 1
                    : 0;
                break;
            case "id":
                Ids(key, raw);
                break;
            case "uniqueid" or "systemid":
                Match(key, raw, resource.ByName(key));
                break;
            default:
                TakeFilter(key, raw);
                break;
        }
    }

    private void TakeFilter(string key, string raw)
    {
        var (bare, range) =
            key.StartsWith("from_", StringComparison.OrdinalIgnoreCase) ? (key[5..], 1)
            : key.StartsWith("to_", StringComparison.OrdinalIgnoreCase) ? (key[3..], 2)
            : (key, 0);
        var prefix = resource.Name + "_";
        if (!bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var path = bare[prefix.Length..];
        if (path.StartsWith("CustomFields_", StringComparison.OrdinalIgnoreCase))
        {
            filters.Add(CustomFields.Holding<T>(path["CustomFields_".Length..], raw));
        }
        else if (path.Equals("Id", StringComparison.OrdinalIgnoreCase) && range == 0)
        {
            Ids(key, raw);
        }
        else if (resource.ByFilter(path) is { } field)
        {
            Add(
                key,
                raw,
                field,
                range == 0 ? field.Matching(raw, dialect) : field.Within(raw, from: range == 1)
            );
        }
    }

    private void Ids(string key, string raw)
    {
        if (IdList.TryRead(raw, out var ids))
        {
            filters.Add(IdList.Holding<T>(ids));
        }
        else
        {
            Refused(key, IdList.Refusal(raw), raw, 0);
        }
    }

    private void Match(string key, string raw, Field<T>? field)
    {
        if (field is not null)
        {
            Add(key, raw, field, field.Matching(raw, dialect));
        }
    }

    private void Add(string key, string raw, Field<T> field, Expression<Func<T, bool>>? filter)
    {
        if (filter is null)
        {
            Refused(key, field.Refusal(raw), raw, 0);
        }
        else
        {
            filters.Add(filter);
        }
    }

    private int? Whole(string key, string raw, int least, int most)
    {
        if (long.TryParse(raw, CultureInfo.InvariantCulture, out var number))
        {
            return (int)Math.Clamp(number, least, most);
        }

        return IdList.IsBeyondIds(raw)
            ? (raw[0] == '-' ? least : most)
            : Refused<int?>(key, "is not a number", raw, null);
    }

    private V Refused<V>(string key, string why, string raw, V instead)
    {
        errors.Add(FieldError.InAddress(key, why, raw));
        return instead;
    }
}
