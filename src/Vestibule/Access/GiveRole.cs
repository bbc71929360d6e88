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
public sealed class GiveRole(AccessTurn access, Writer writer, Book book)
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
                var steps = given.Role.IsFull
                    ? Full(after)
                    : await Hold(after, given, caller, at, db, cancelled);
                var objections = UserRules.Objections(before, after, caller.Grants).ToList();
                if (objections.Count > 0)
                    return new Saved<User>.Refused(objections);
                // Another stamp ends what was signed in with less.
                after.SecurityStamp = Guid.NewGuid().ToString("N");
                after.ConcurrencyStamp = Guid.NewGuid().ToString();
                (after.Version, after.UpdatedOn, after.UpdatedBy) = (
                    before.Version + 1,
                    at,
                    caller.Actor.Name
                );
                var lines = await book.Changed(
                    UserAsTold.Of(before),
                    UserAsTold.Of(after),
                    new Telling(caller.Actor, at, 0, nameof(User)),
                    cancelled
                );
                return Saved<User>.From(
                    await writer.Write(
                        new Deed(
                            0,
                            [
                                raise,
                                new Step.Update(after),
                                .. StandingUsers.Links(before, after),
                                .. steps,
                            ],
                            lines
                        ),
                        cancelled
                    ),
                    after
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

    private static List<Step> Full(User after)
    {
        after.IsAdmin = true;
        after.Businesses.Clear();
        return [];
    }

    // The group is written before anybody holds it: the journal then has its number.
    private async Task<List<Step>> Hold(
        User after,
        RoleToGive given,
        Caller caller,
        DateTimeOffset at,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var role = await Group(given, caller, at, db, cancelled);
        var business = given.BusinessId!.Value;
        if (!after.Businesses.Exists(held => held.BusinessId == business))
            after.Businesses.Add(new UserBusiness { UserId = after.Id, BusinessId = business });
        var wanted = new UserRoleMembership
        {
            UserId = after.Id,
            UserRoleId = role.Id,
            UserRole = role,
            EndsOn = given.EndsOn,
        };
        var had = after.UserRoles.RemoveAll(held => held.UserRoleId == role.Id) > 0;
        after.UserRoles.Add(wanted);
        return had ? [new Step.Update(wanted)] : [];
    }

    private async Task<UserRole> Group(
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
        if (
            await db
                .UserRoles.AsNoTracking()
                .Where(r =>
                    r.BusinessId == business && r.Name == given.Role.Name && r.RoleNames == names
                )
                .OrderBy(r => r.Id)
                .FirstOrDefaultAsync(cancelled) is
            { } found
        )
            return found;
        var made = new UserRole
        {
            Name = given.Role.Name,
            BusinessId = business,
            RoleNames = names,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };
        var line = await book.Created(
            made,
            new Telling(caller.Actor, at, business, nameof(UserRole)),
            cancelled
        );
        await writer.Write(new Deed(business, [new Step.Insert(made)], [line]), cancelled);
        return made;
    }
}
