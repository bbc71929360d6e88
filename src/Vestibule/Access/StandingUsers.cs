using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>Users as they stand in the database while a change of one of them is judged.</summary>
internal static class StandingUsers
{
    /// <summary>The user with its lists, if it is still the one that was seen.</summary>
    public static async Task<User?> Find(VestibuleDb db, User seen, CancellationToken cancelled) =>
        await Wire
            .Users.Resource.Rows(db)
            .AsNoTracking()
            .FirstOrDefaultAsync(u => u.Id == seen.Id && u.Version == seen.Version, cancelled);

    /// <summary>Whether there is another full unrestricted administrator who can sign in.</summary>
    public static Task<bool> HasOther(VestibuleDb db, User user, CancellationToken cancelled) =>
        db.Users.AnyAsync(
            u => u.Id != user.Id && u.IsAdmin && u.Active && !u.Businesses.Any(),
            cancelled
        );

    /// <summary>The steps from one user's locations and roles to those it is to have.</summary>
    public static IEnumerable<Step> Links(User before, User after)
    {
        var (held, holds) = (
            before.Businesses.Select(l => l.BusinessId).ToHashSet(),
            after.Businesses.Select(l => l.BusinessId).ToHashSet()
        );
        var (had, has) = (
            before.UserRoles.Select(l => l.UserRoleId).ToHashSet(),
            after.UserRoles.Select(l => l.UserRoleId).ToHashSet()
        );
        return
        [
            .. before
                .Businesses.Where(l => !holds.Contains(l.BusinessId))
                .Select(l => new Step.Delete(l)),
            .. after
                .Businesses.Where(l => !held.Contains(l.BusinessId))
                .Select(l => new Step.Insert(l)),
            .. before
                .UserRoles.Where(l => !has.Contains(l.UserRoleId))
                .Select(l => new Step.Delete(l)),
            .. after
                .UserRoles.Where(l => !had.Contains(l.UserRoleId))
                .Select(l => new Step.Insert(l)),
        ];
    }
}
