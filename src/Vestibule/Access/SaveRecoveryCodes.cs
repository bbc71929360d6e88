using Microsoft.EntityFrameworkCore;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>Keeps digests of a user's recovery codes. The journal tells how many there are.</summary>
public sealed class SaveRecoveryCodes(AccessTurn access, Writer writer, Book book)
{
    /// <summary>Puts new recovery codes in place of all that are left.</summary>
    public Task<Saved<User>> Run(
        Caller caller,
        IReadOnlyList<string> recovery,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            async (db, raise) =>
            {
                var userId = caller.Grants.UserId;
                if (
                    await db
                        .Users.AsNoTracking()
                        .SingleOrDefaultAsync(u => u.Id == userId, cancelled)
                    is not { TwoFactorEnabled: true } user
                )
                    return Saved<User>.No(nameof(User.TwoFactorEnabled), "is off");
                var left = await db.RecoveryCodes.CountAsync(c => c.UserId == userId, cancelled);
                var lines = await book.Changed(
                    CodesAsTold.Of(user, left),
                    CodesAsTold.Of(user, recovery.Count),
                    new Telling(caller.Actor, at, 0, nameof(User)),
                    cancelled
                );
                return Saved<User>.From(
                    await writer.Write(
                        new Deed(
                            0,
                            [.. caller.Once(user.UniqueId, at), raise, .. New(user, recovery)],
                            lines
                        ),
                        cancelled
                    ),
                    user
                );
            },
            cancelled
        );

    /// <summary>The steps to these codes and no others.</summary>
    internal static IEnumerable<Step> New(User user, IReadOnlyList<string> recovery) =>
        [
            None(user),
            .. recovery.Select(code => new Step.Insert(
                new RecoveryCode { UserId = user.Id, Sha256 = RecoveryCodes.DigestOf(code)! }
            )),
        ];

    internal static Step.DeleteWhere None(User user) =>
        new(typeof(RecoveryCode), nameof(RecoveryCode.UserId), user.Id);
}
