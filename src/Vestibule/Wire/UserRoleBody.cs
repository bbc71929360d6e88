using Vestibule.Access;

namespace Vestibule.Wire;

/// <summary>The body of creating or updating a group of permissions. Permissions left out stay as they are.</summary>
public static class UserRoleBody
{
    /// <summary>The group as it is wanted, or null and why not.</summary>
    public static UserRole? Read(Body body, UserRole? stored, out IReadOnlyList<FieldError> errors)
    {
        var read = new Reading(body);
        var asked = (stored ?? new UserRole { Name = "", BusinessId = 0 }) with
        {
            Name = read.RequiredText("Name"),
            BusinessId = read.RequiredId("BusinessId"),
            RoleNames = Names(read) ?? stored?.RoleNames ?? "",
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        errors = read.Errors;
        return read.Failed ? null : asked;
    }

    private static string? Names(Reading read) =>
        Permissions(read) is { } names ? string.Join('\n', names) : null;

    /// <summary>Names of permissions as the catalogue writes them, sorted; null when none were sent.</summary>
    internal static IReadOnlyList<string>? Permissions(Reading read)
    {
        if (read.Texts("Roles") is not { } names)
        {
            return null;
        }

        var unknown = names.Where(name => RoleCatalogue.Named(name) is null).ToList();
        if (unknown.Count > 0)
        {
            read.Refuse("Roles", $"names no permission: {string.Join(", ", unknown)}");
        }

        return
        [
            .. names
                .Select(RoleCatalogue.Named)
                .OfType<Role>()
                .Select(role => role.Name)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
