using Microsoft.EntityFrameworkCore;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Puts a user's new password in place of the one it has shown. Everything signed in with the old one ends, and what
/// asked for a new one is content.
/// </summary>
public sealed class ChangePassword(AccessTurn access, Writer writer, Book book, SlowHash slow)
{
    /// <param name="once">When it is to be done once, however often it is asked for.</param>
    public async Task<Saved<User>> Run(
        long userId,
        string password,
        Actor actor,
        RequestKey? once,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        // Before the turn: a slow hash inside would keep every other change of access waiting.
        if (await slow.Make(new User(), password, cancelled) is not { } hash)
            return new Saved<User>.NotWritten(new Written.Busy());
        return await access.Take<User>(
            async (db, raise) =>
            {
                var found = await db
                    .Users.AsNoTracking()
                    .Where(u => u.Id == userId)
                    .ToListAsync(cancelled);
                if (found is not [var user])
                    return new Saved<User>.NotWritten(new Written.Missing(nameof(User.Id)));
                var before = UserAsTold.Of(user);
                user.PasswordHash = hash;
                user.MustResetPassword = false;
                user.SecurityStamp = Guid.NewGuid().ToString("N");
                user.ConcurrencyStamp = Guid.NewGuid().ToString();
                (user.Version, user.UpdatedOn, user.UpdatedBy) = (user.Version + 1, at, actor.Name);
                var lines = await book.Changed(
                    before,
                    UserAsTold.Of(user, withNewPassword: true),
                    new Telling(actor, at, 0, nameof(User)),
                    cancelled
                );
                return Saved<User>.From(
                    await writer.Write(
                        new Deed(
                            0,
                            [
                                .. once is null
                                    ? Array.Empty<Step>()
                                    : [once.Step(user.UniqueId, at)],
                                raise,
                                new Step.Update(user),
                            ],
                            lines
                        ),
                        cancelled
                    ),
                    user
                );
            },
            cancelled
        );
    }
}
