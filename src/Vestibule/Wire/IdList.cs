using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>Ids as they are sent in addresses: <c>[1,2,3]</c>, or one alone.</summary>
public static class IdList
{
    public const string BeyondIds = "is larger than any id (they have 64 bits)";

    public static bool TryRead(string raw, out IReadOnlyList<long> ids)
    {
        var parts = raw.Trim()
            .TrimStart('[')
            .TrimEnd(']')
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var read = new List<long>(parts.Length);
        ids = read;
        foreach (var part in parts)
        {
            if (
                !long.TryParse(
                    part,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var id
                )
            )
            {
                return false;
            }

            read.Add(id);
        }

        return true;
    }

    /// <summary>What is wrong with a list that cannot be read.</summary>
    public static string Refusal(string raw) =>
        raw.Trim()
            .TrimStart('[')
            .TrimEnd(']')
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(IsBeyondIds)
            ? $"holds a number that {BeyondIds}"
            : "is not a list of numbers";

    /// <summary>Whether a text is a whole number that no record can have.</summary>
    public static bool IsBeyondIds(string raw) =>
        raw.TrimStart('-') is { Length: > 0 } digits
        && digits.All(char.IsAsciiDigit)
        && !long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>Brackets ask for a bare array of records, their absence for a list; null then.</summary>
    public static string? BatchIn(IQueryCollection query) =>
        query["id"].ToString() is var raw && raw.AsSpan().TrimStart().StartsWith("[") ? raw : null;

    /// <summary>One id. Unlike a list of one, it lets the database keep the same statement.</summary>
    public static Expression<Func<T, bool>> Being<T>(long id)
        where T : class, IRecord
    {
        var own = Members.Of<T, long>(nameof(IRecord.Id));
        return Expression.Lambda<Func<T, bool>>(
            Expression.Equal(own.Body, Captured.Value(id)),
            own.Parameters
        );
    }

    public static Expression<Func<T, bool>> Holding<T>(IReadOnlyList<long> ids)
        where T : class, IRecord
    {
        var id = Members.Of<T, long>(nameof(IRecord.Id));
        var contains = Expression.Call(
            typeof(Enumerable),
            nameof(Enumerable.Contains),
            [typeof(long)],
            Captured.Value<IEnumerable<long>>([.. ids]),
            id.Body
        );
        return Expression.Lambda<Func<T, bool>>(contains, id.Parameters);
    }
}
