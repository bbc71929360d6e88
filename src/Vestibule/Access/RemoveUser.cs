using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Deletes a user with all it could sign in with. Its API keys go with it, and the network's chain tells of each: who
/// asks later what a key was finds it there. Judged under <see cref="AccessTurn"/>.
/// </summary>
public sealed class RemoveUser(AccessTurn access, Writer writer, Book book)
{
    public Task<Saved<User>> Delete(
        User seen,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                if (await StandingUsers.Find(db, seen, cancelled) is not { } user)
                {
                    return new Saved<User>.NotWritten(new Written.Lost());
                }

                if (UserRules.Reaches(user, caller.Grants) is { } why)
                {
                    return Saved<User>.No(why.Member, $"The user {why.Why}.");
                }

                if (UserRules.IsFull(user) && !await StandingUsers.HasOther(db, user, cancelled))
                {
                    return Saved<User>.No(nameof(User.Id), $"The user {SaveUser.LastOne}.");
                }

                var lines = await Told(user, db, caller, at, cancelled);
                var labels = new Step.DeleteWhere(
                    typeof(RefreshLabel),
                    nameof(RefreshLabel.UserId),
                    user.Id
                );
                return Saved<User>.From(
                    await writer.Write(
                        new Deed(0, [raise, labels, new Step.Delete(user)], lines),
                        cancelled
                    ),
                    user
                );
            },
            cancelled
        );

    private async Task<List<Line>> Told(
        User user,
        VestibuleDb db,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var keys = await db
            .ApiKeys.AsNoTracking()
            .Where(key => key.UserId == user.Id)
            .OrderBy(key => key.Id)
            .ToListAsync(cancelled);
        var lines = new List<Line>();
        foreach (var key in keys)
        {
            lines.Add(await book.Deleted(key, Telling(Entities.ApiKey), cancelled));
        }

        lines.Add(await book.Deleted(UserAsTold.Of(user), Telling(Entities.User), cancelled));
        return lines;

        Telling Telling(string entity) => new(caller.Actor, at, 0, entity);
    }
}
