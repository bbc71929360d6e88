using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>
/// Takes a group away from a user. The location stays: without groups it gives nothing, and a user without any may be
/// seen by nobody but full administrators.
/// </summary>
public sealed class TakeRole(AccessTurn access, WriteUser write)
{
    public Task<Saved<User>> Run(
        User seen,
        long groupId,
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
                if (UserRules.Reaches(before, caller.Grants) is { } why)
                    return Saved<User>.No(why.Member, $"The user {why.Why}.");
                if (after.UserRoles.RemoveAll(held => held.UserRoleId == groupId) == 0)
                    return new Saved<User>.NotWritten(new Written.Lost());
                // As at any other door that changes what somebody holds: another sign-in.
                after.SecurityStamp = Guid.NewGuid().ToString("N");
                return await write.Run(
                    before,
                    after,
                    caller,
                    at,
                    [raise, new Step.Update(after), .. StandingUsers.Links(before, after)],
                    cancelled
                );
            },
            cancelled
        );
}
