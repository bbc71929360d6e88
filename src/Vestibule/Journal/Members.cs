using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Vestibule.Journal;

/// <summary>One member of a record that the journal keeps: its name and its value as text.</summary>
/// <param name="IsPersonal">Its values are only ever kept sealed.</param>
public sealed record JournaledMember(string Name, bool IsPersonal, Func<object, object?> Get)
{
    /// <summary>The value in a form no culture changes: enums by number, instants in UTC, civil dates as dates. Null is null.</summary>
    public string? TextIn(object row) =>
        Get(row) switch
        {
            null => null,
            string text => text,
            bool yes => yes ? "true" : "false",
            Enum choice => choice.ToString("D"),
            DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'",
                CultureInfo.InvariantCulture
            ),
            Guid guid => guid.ToString("D"),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => throw new InvalidOperationException($"{Name} is a {other.GetType()}."),
        };
}

/// <summary>
/// Which members of a record the journal keeps: what is said about it in single values, not who stands beside it,
/// not the bookkeeping of rows, not the secrets of sign-in.
/// </summary>
public static class Members
{
    private static readonly HashSet<string> Bookkeeping =
    [
        nameof(IRecord.Id),
        nameof(IRecord.UniqueId),
        nameof(IRecord.CreatedOn),
        nameof(IRecord.UpdatedOn),
        nameof(IRecord.UpdatedBy),
        nameof(IRecord.Version),
        // What Identity keeps in a user to check a sign-in.
        "PasswordHash",
        "SecurityStamp",
        "ConcurrencyStamp",
        "NormalizedUserName",
        "NormalizedEmail",
        "AccessFailedCount",
        "LockoutEnd",
    ];

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<JournaledMember>> Known = [];

    public static IReadOnlyList<JournaledMember> Of(Type type) => Known.GetOrAdd(type, Find);

    private static IReadOnlyList<JournaledMember> Find(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
                .Where(p => IsSingleValue(p.PropertyType) && !Bookkeeping.Contains(p.Name))
                .Where(p => !p.IsDefined(typeof(NotJournaledAttribute)))
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .Select(p => new JournaledMember(
                    p.Name,
                    p.IsDefined(typeof(PersonalAttribute)),
                    Getter(p)
                )),
        ];

    private static bool IsSingleValue(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind.IsPrimitive
            || kind.IsEnum
            || kind == typeof(string)
            || kind == typeof(decimal)
            || kind == typeof(Guid)
            || kind == typeof(DateOnly)
            || kind == typeof(DateTimeOffset);
    }

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        return Expression
            .Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row)
            .Compile();
    }
}
