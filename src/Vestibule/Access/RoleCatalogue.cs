using System.Collections.Frozen;

namespace Vestibule.Access;

/// <summary>A permission that can be put into a user role.</summary>
/// <param name="Id">Stable: a permission keeps its number when others are added.</param>
public sealed record Role(long Id, string Name);

/// <summary>Every permission this server asks for: five for each entity, and one of ours.</summary>
public static class RoleCatalogue
{
    /// <summary>See the untouched files as they were handed in, not only their cleaned versions.</summary>
    public const string SeeOriginals = $"{Entities.Document}-Original";

    // The number of an entity is its row's for ever; a new one takes the next.
    private static readonly (long Number, string Name)[] Known =
    [
        (1, Entities.Check),
        (2, Entities.Document),
        (3, Entities.Coworker),
        (4, Entities.Business),
        (5, Entities.User),
        (6, "Role"),
        (7, Entities.UserRole),
        (8, "Country"),
        (9, "Currency"),
        (10, "SimpleTimeZone"),
        (11, "AuditTrailEntry"),
        (12, Entities.ApiKey),
    ];

    private static readonly string[] Verbs = ["List", "Read", "Create", "Edit", "Delete"];

    /// <summary>Sorted by name, in code-point order.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        .. Known
            .SelectMany(entity =>
                Verbs.Select(
                    (verb, place) =>
                        new Role((entity.Number * 10) + place + 1, $"{entity.Name}-{verb}")
                )
            )
            .Append(new Role(26, SeeOriginals))
            .OrderBy(role => role.Name, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Role> ByName = All.ToFrozenDictionary(
        role => role.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The permission of that name, whatever its case, or null.</summary>
    public static Role? Named(string name) => ByName.GetValueOrDefault(name);
}
