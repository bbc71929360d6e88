using Vestibule.Access;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>A permission as the API shows it.</summary>
public sealed record SecurityRole : Record
{
    public required string Name { get; init; }
}

/// <summary>The catalogue of permissions. It is part of the program, not of the database.</summary>
public static class SecurityRoles
{
    // The catalogue is as old as the program; what has no row has no moment of its own.
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each with the same key on every server.</summary>
    public static IReadOnlyList<SecurityRole> All { get; } =
    [
        .. RoleCatalogue
            .All.OrderBy(role => role.Id)
            .Select(role => new SecurityRole
            {
                Id = role.Id,
                Name = role.Name,
                UniqueId = Key(role.Id),
                CreatedOn = Since,
                UpdatedOn = Since,
            }),
    ];

    public static readonly Resource<SecurityRole> Resource = new Resource<SecurityRole>(
        "Role",
        "/api/security/roles"
    )
    {
        Rows = _ => All.AsQueryable(),
    }
        .Own("Name", r => r.Name, Text)
        .System(r => r.Name);

    // A key of our own making (RFC 9562 section 5.8): this prefix, then the number.
    private static Guid Key(long id) => new($"76657374-6962-8c65-8000-{id:x12}");
}
