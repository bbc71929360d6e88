namespace Vestibule.Access;

/// <summary>A role as people speak of it, spelled out in permissions. Given to a user, it becomes a group like any other.</summary>
/// <param name="IsFull">A full unrestricted administrator rather than a list of permissions.</param>
/// <param name="NeedsEnd">Given for a time only.</param>
public sealed record ReadyRole(
    string Name,
    string Says,
    IReadOnlyList<string> Permissions,
    bool IsFull = false,
    bool NeedsEnd = false
);

/// <summary>The ready-made roles, from the widest to the narrowest.</summary>
public static class ReadyRoles
{
    private const string Check = "CoworkerIdentityCheck";
    private const string Document = "CoworkerIdentityCheckDocument";
    private static readonly string[] Looks = ["List", "Read"];
    private static readonly string[] Hands = ["List", "Read", "Create", "Edit"];
    private static readonly string[] Everything = ["List", "Read", "Create", "Edit", "Delete"];

    private static readonly string[] Catalogues =
    [
        .. Of("Business", Looks),
        .. Of("Country", Looks),
        .. Of("Currency", Looks),
        .. Of("SimpleTimeZone", Looks),
    ];

    public static IReadOnlyList<ReadyRole> All { get; } =
    [
        new("Owner", "Does everything everywhere.", [], IsFull: true),
        Make(
            "Manager",
            "Runs a location: its checks, its people, its users and their roles.",
            [
                .. Of(Check, Everything),
                .. Of(Document, Everything),
                RoleCatalogue.SeeOriginals,
                .. Of("Coworker", Everything),
                .. Of("Business", [.. Looks, "Edit"]),
                .. Of("User", Everything),
                .. Of("Role", Looks),
                .. Of("UserRole", Everything),
                .. Of("ApiKey", Everything),
                .. Of("AuditTrailEntry", Looks),
            ]
        ),
        Make(
            "Reviewer",
            "Looks at what was handed in and decides.",
            [
                .. Of(Check, [.. Looks, "Edit"]),
                .. Of(Document, [.. Looks, "Edit"]),
                .. Of("Coworker", Looks),
            ]
        ),
        Make(
            "Front desk",
            "Asks for checks and takes papers in; does not look into files handed in before.",
            [
                .. Of(Check, ["List", "Read", "Create"]),
                .. Of(Document, ["List", "Create"]),
                .. Of("Coworker", Hands),
            ]
        ),
        Make(
            "Integration",
            "A program: opens checks, hands papers in, reads how they stand.",
            [.. Of(Check, Hands), .. Of(Document, Hands), .. Of("Coworker", Looks)]
        ),
        Make(
            "Inspector",
            "Sees checks, papers and the journal for a time, and changes nothing.",
            [
                .. Of(Check, Looks),
                .. Of(Document, Looks),
                .. Of("Coworker", Looks),
                .. Of("AuditTrailEntry", Looks),
            ],
            needsEnd: true
        ),
    ];

    /// <summary>The role of that name, whatever its case, or null.</summary>
    public static ReadyRole? Named(string name) =>
        All.FirstOrDefault(role => role.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The role a group is of, or null: one whose permissions somebody has changed only has the name.</summary>
    public static ReadyRole? Of(UserRole group) =>
        All.FirstOrDefault(role =>
            role.Name == group.Name && role.Permissions.SequenceEqual(group.Roles)
        );

    private static ReadyRole Make(
        string name,
        string says,
        IEnumerable<string> permissions,
        bool needsEnd = false
    ) =>
        new(
            name,
            says,
            [.. permissions.Concat(Catalogues).Distinct().Order(StringComparer.Ordinal)],
            NeedsEnd: needsEnd
        );

    private static IEnumerable<string> Of(string entity, IEnumerable<string> verbs) =>
        verbs.Select(verb => $"{entity}-{verb}");
}
