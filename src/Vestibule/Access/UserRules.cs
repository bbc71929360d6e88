using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>Nobody gives away, or takes over, more than they hold.</summary>
public static class UserRules
{
    private const string NotFound = "was not found";
    private const string NotHeld = "holds permissions you do not hold";
    private const string HeldLonger = "holds permissions for longer than you do";
    private const string OnlyFull = "can be changed by a full unrestricted administrator only";

    /// <summary>What stands against <paramref name="after"/>: roles with an end, and how far the caller's own reach goes.</summary>
    /// <param name="before">As it stands, its roles loaded; null when it is new.</param>
    /// <param name="after">As it is wanted, its roles loaded.</param>
    public static IEnumerable<Objection> Objections(User? before, User after, Grants caller)
    {
        foreach (var objection in RolesWithEnd.Objections(before, after))
        {
            yield return objection;
        }

        if (caller.IsFull)
        {
            yield break;
        }

        if (before is not null && Reaches(before, caller) is { } why)
        {
            yield return why;
            yield break;
        }

        if (after.IsAdmin != (before?.IsAdmin ?? false))
        {
            yield return new Objection(nameof(User.IsAdmin), OnlyFull);
        }

        if (after.Businesses.Count == 0)
        {
            yield return new Objection(nameof(User.Businesses), "is a required field");
        }
        else if (after.Businesses.Exists(held => !caller.Sees(held.BusinessId)))
        {
            yield return new Objection(nameof(User.Businesses), NotFound);
        }

        if (Given(before, after).Any(role => !caller.Sees(role.BusinessId)))
        {
            yield return new Objection(nameof(User.UserRoles), NotFound);
        }
        else if (after.UserRoles.Exists(held => !HoldsAll(caller, held.UserRole!.Roles)))
        {
            yield return new Objection(nameof(User.UserRoles), NotHeld);
        }
        else if (after.UserRoles.Exists(held => Outlasts(held, caller)))
        {
            yield return new Objection(nameof(User.UserRoles), HeldLonger);
        }
    }

    /// <summary>Why the caller may not have this done to itself, or null: a stolen token must not be enough to keep an account.</summary>
    public static Objection? Own(User user, UserRequest asked, Grants caller) =>
        asked.NewPassword is not null && user.Id == caller.UserId
            ? new Objection(
                nameof(UserRequest.NewPassword),
                "of your own is chosen at POST /api/vestibule/password, with the old one"
            )
            : null;

    // A group of a location the caller does not see is no group to it, whatever permissions are in it.
    private static IEnumerable<UserRole> Given(User? before, User after) =>
        after
            .UserRoles.Where(held =>
                before?.UserRoles.Exists(had => had.UserRoleId == held.UserRoleId) is not true
            )
            .Select(held => held.UserRole!);

    /// <summary>Why the caller may not touch this user at all, or null. A password set for somebody is that somebody's power.</summary>
    public static Objection? Reaches(User user, Grants caller) =>
        caller.IsFull ? null
        : user.Businesses.Count == 0
        || user.Businesses.Exists(held => !caller.Sees(held.BusinessId))
            ? new Objection(nameof(User.Id), NotFound)
        : user.UserRoles.Exists(held => !HoldsAll(caller, held.UserRole!.Roles))
            ? new Objection(nameof(User.Id), NotHeld)
        : user.UserRoles.Exists(held => Outlasts(held, caller))
            ? new Objection(nameof(User.Id), HeldLonger)
        : null;

    // Who holds something until a date could otherwise pass it on to a user of their own and keep it.
    private static bool Outlasts(UserRoleMembership held, Grants caller) =>
        caller.Until is { } end && (held.EndsOn is null || held.EndsOn > end);

    /// <summary>Whether the caller holds each of these permissions.</summary>
    public static bool HoldsAll(Grants caller, IEnumerable<string> permissions) =>
        permissions.All(caller.Has);

    /// <summary>A full unrestricted administrator who can sign in.</summary>
    public static bool IsFull(User user) =>
        user is { IsAdmin: true, Active: true, Businesses.Count: 0 };

    /// <summary>The member by which somebody stops to be one.</summary>
    public static string Lost(User after) =>
        !after.Active ? nameof(User.Active)
        : !after.IsAdmin ? nameof(User.IsAdmin)
        : nameof(User.Businesses);
}
