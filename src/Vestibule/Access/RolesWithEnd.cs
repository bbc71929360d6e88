using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>
/// A role with an end stands alone. Permissions add up over all locations a user holds, so beside another role it would
/// reach further than was said, and its location would stay with that other one when it has ended.
/// </summary>
public static class RolesWithEnd
{
    private const string Alone =
        "is not given with this: a role with an end is for a user of its own, who holds no other group and no other "
        + "location; make one, or take the role away first";

    private const string Endless =
        "names a group that is given with an end, at /api/vestibule/users/{id}/readyroles";

    /// <summary>What stands against giving <paramref name="after"/> what <paramref name="before"/> has not.</summary>
    /// <param name="before">With its roles loaded; null when it is new.</param>
    /// <param name="after">With its roles loaded.</param>
    public static IEnumerable<Objection> Objections(User? before, User after)
    {
        var given = after.UserRoles.Where(held => !Held(before, held)).ToList();
        if (given.Exists(held => held.EndsOn is null && NeedsEnd(held.UserRole!)))
            yield return new Objection(nameof(User.UserRoles), Endless);
        else if (after.UserRoles.Find(held => held.EndsOn is not null) is not { } ending)
            yield break;
        else if (after.IsAdmin && before?.IsAdmin is not true)
            yield return new Objection(nameof(User.IsAdmin), Alone);
        else if (given.Count > 0 && after.UserRoles.Count > 1)
            yield return new Objection(nameof(User.UserRoles), Alone);
        else if (
            after.Businesses.Exists(at => at.BusinessId != ending.UserRole!.BusinessId)
            && (given.Count > 0 || after.Businesses.Exists(at => !Held(before, at)))
        )
            yield return new Objection(nameof(User.Businesses), Alone);
    }

    // Until another moment is given anew.
    private static bool Held(User? before, UserRoleMembership one) =>
        before?.UserRoles.Exists(had =>
            had.UserRoleId == one.UserRoleId && had.EndsOn == one.EndsOn
        )
            is true;

    private static bool Held(User? before, UserBusiness one) =>
        before?.Businesses.Exists(had => had.BusinessId == one.BusinessId) is true;

    private static bool NeedsEnd(UserRole group) => ReadyRoles.Of(group) is { NeedsEnd: true };
}
