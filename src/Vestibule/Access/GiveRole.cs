using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>A ready-made role somebody is to have.</summary>
/// <param name="BusinessId">The location it is for; null for a role that knows none.</param>
/// <param name="EndsOn">From then on it gives nothing; null is never.</param>
public sealed record RoleToGive(ReadyRole Role, long? BusinessId, DateTimeOffset? EndsOn);

/// <summary>
/// Gives a ready-made role: the location keeps a group of exactly its permissions, and the user holds location and
/// group, until the end that was said. Nobody gives more than they hold, nor for longer.
/// </summary>
public sealed class GiveRole(AccessTurn access, WriteUser write, Writer writer, Book book)
{
    private const string Name = "Name";

    public Task<Saved<User>> Run(
        User seen,
        RoleToGive given,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                if (
                    await StandingUsers.Find(db, seen, cancelled) is not { } before
                    || await StandingUsers.Find(db, seen, cancelled) is not { } after
                )
                    return new Saved<User>.NotWritten(new Written.Lost());
                if (await Objection(before, given, caller, db, cancelled) is { } why)
                    return new Saved<User>.Refused([why]);
                var group = given.Role.IsFull
                    ? Full(after)
                    : await Group(given, caller, at, db, cancelled);
                if (group is not null)
                    Hold(after, group, given);
                var objections = UserRules.Objections(before, after, caller.Grants).ToList();
                if (objections.Count > 0)
                    return new Saved<User>.Refused(objections);
                if (group is { Id: 0 })
                {
                    // Written before anybody holds it: the journal then has its number.
                    if (await Write(group, caller, at, cancelled) is not Written.Done)
                        return new Saved<User>.NotWritten(new Written.Busy());
                    Hold(after, group, given);
                }

                // As at any other door that changes what somebody holds: another sign-in.
                after.SecurityStamp = Guid.NewGuid().ToString("N");
                return await write.Run(
                    before,
                    after,
                    caller,
                    at,
                    [
                        .. caller.Once(after.UniqueId, at),
                        raise,
                        new Step.Update(after),
                        .. StandingUsers.Links(before, after),
                        .. Prolonged(before, after, group),
                    ],
                    cancelled
                );
            },
            cancelled
        );

    private static async Task<Objection?> Objection(
        User before,
        RoleToGive given,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    ) =>
        UserRules.Reaches(before, caller.Grants) is { } why ? why
        : given.Role.IsFull
            ? caller.Grants.IsFull ? null
                : new Objection(Name, "can be given by a full unrestricted administrator only")
        : UserRules.IsFull(before)
            ? new Objection(Name, "would take from a full unrestricted administrator")
        : !UserRules.HoldsAll(caller.Grants, given.Role.Permissions)
            ? new Objection(Name, "holds permissions you do not hold")
        : given.BusinessId is not { } id
        || !caller.Sees(id)
        || !await db.Businesses.AnyAsync(b => b.Id == id, cancelled)
            ? new Objection(nameof(UserRole.BusinessId), "was not found")
        : null;

    private static UserRole? Full(User after)
    {
        after.IsAdmin = true;
        after.Businesses.Clear();
        return null;
    }

    private static void Hold(User after, UserRole group, RoleToGive given)
    {
        if (!after.Businesses.Exists(held => held.BusinessId == group.BusinessId))
            after.Businesses.Add(
                new UserBusiness { UserId = after.Id, BusinessId = group.BusinessId }
            );
        after.UserRoles.RemoveAll(held =>
            held.UserRoleId == group.Id || ReferenceEquals(held.UserRole, group)
        );
        after.UserRoles.Add(
            new UserRoleMembership
            {
                UserId = after.Id,
                UserRoleId = group.Id,
                UserRole = group,
                EndsOn = given.EndsOn,
            }
        );
    }

    /// <summary>The step from one end to another, where the user held the group before.</summary>
    private static IEnumerable<Step> Prolonged(User before, User after, UserRole? group) =>
        group is not null && before.UserRoles.Exists(held => held.UserRoleId == group.Id)
            ? [new Step.Update(after.UserRoles.Single(held => held.UserRoleId == group.Id))]
            : [];

    /// <summary>The location's group of exactly these permissions; one that is not written yet has no number.</summary>
    private static async Task<UserRole> Group(
        RoleToGive given,
        Caller caller,
        DateTimeOffset at,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var (business, names) = (
            given.BusinessId!.Value,
            string.Join('\n', given.Role.Permissions)
        );
        // One that somebody has changed meanwhile is another group that happens to have the name.
        var found = await db
            .UserRoles.AsNoTracking()
            .Where(r =>
                r.BusinessId == business && r.Name == given.Role.Name && r.RoleNames == names
            )
            .OrderBy(r => r.Id)
            .FirstOrDefaultAsync(cancelled);
        return found
            ?? new UserRole
            {
                Name = given.Role.Name,
                BusinessId = business,
                RoleNames = names,
                CreatedOn = at,
                UpdatedOn = at,
                UpdatedBy = caller.Actor.Name,
            };
    }

    private async Task<Written> Write(
        UserRole group,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var line = await book.Created(
            group,
            new Telling(caller.Actor, at, group.BusinessId, nameof(UserRole)),
            cancelled
        );
        return await writer.Write(
            new Deed(group.BusinessId, [new Step.Insert(group)], [line]),
            cancelled
        );
    }
}
