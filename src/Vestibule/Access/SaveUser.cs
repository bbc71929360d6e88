using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Writes a user with its locations and roles. Told in the network's chain, without secrets. Every change is judged under
/// <see cref="AccessTurn"/>, so that the last full administrator stays.
/// </summary>
public sealed class SaveUser(AccessTurn access, Writer writer, Book book, FillUser fill)
{
    public async Task<Saved<User>> Create(
        UserRequest asked,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await fill.Hashed(asked, cancelled) is not { } request)
        {
            return new Saved<User>.NotWritten(new Written.Busy());
        }

        return await access.Take<User>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                var made = new User { CreatedOn = at, LockoutEnabled = true };
                var objections = await fill.From(request, made, db, cancelled);
                objections.AddRange(UserRules.Objections(null, made, caller.Grants));
                if (objections.Count > 0)
                {
                    return new Saved<User>.Refused(objections);
                }

                (made.UpdatedOn, made.UpdatedBy) = (at, caller.Actor.Name);
                var line = await book.Created(UserAsTold.Of(made), Telling(caller, at), cancelled);
                List<Step> steps =
                [
                    .. caller.Once(made.UniqueId, at),
                    raise,
                    new Step.Insert(made),
                    .. made.Businesses.Select(held => new Step.InsertUnder(
                        held,
                        nameof(UserBusiness.UserId),
                        made
                    )),
                    .. made.UserRoles.Select(held => new Step.InsertUnder(
                        held,
                        nameof(UserRoleMembership.UserId),
                        made
                    )),
                ];
                var deed = new Deed(0, steps, [line with { About = made }]);
                return Answer(await writer.Write(deed, cancelled), made);
            },
            cancelled
        );
    }

    public async Task<Saved<User>> Update(
        User seen,
        UserRequest asked,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (UserRules.Own(seen, asked, asking.Grants) is { } own)
        {
            return new Saved<User>.Refused([own]);
        }

        if (await fill.Hashed(asked, cancelled) is not { } request)
        {
            return new Saved<User>.NotWritten(new Written.Busy());
        }

        return await access.Take<User>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                // Read again: what the roles hold may have changed since the door saw the user.
                if (
                    await StandingUsers.Find(db, seen, cancelled) is not { } before
                    || await StandingUsers.Find(db, seen, cancelled) is not { } after
                )
                {
                    return new Saved<User>.NotWritten(new Written.Lost());
                }

                var objections = await fill.From(request, after, db, cancelled);
                objections.AddRange(UserRules.Objections(before, after, caller.Grants));
                if (
                    UserRules.IsFull(before)
                    && !UserRules.IsFull(after)
                    && !await StandingUsers.HasOther(db, before, cancelled)
                )
                {
                    objections.Add(new Objection(UserRules.Lost(after), LastOne));
                }

                if (objections.Count > 0)
                {
                    return new Saved<User>.Refused(objections);
                }

                var replaced = request.NewPassword is not null;
                var lines = await book.Changed(
                    UserAsTold.Of(before),
                    UserAsTold.Of(after, replaced),
                    Telling(caller, at),
                    cancelled
                );
                if (lines.Count == 0)
                {
                    return new Saved<User>.Done(before);
                }

                (after.Version, after.UpdatedOn, after.UpdatedBy) = (
                    before.Version + 1,
                    at,
                    caller.Actor.Name
                );
                return Answer(
                    await writer.Write(
                        new Deed(
                            0,
                            [raise, new Step.Update(after), .. StandingUsers.Links(before, after)],
                            lines
                        ),
                        cancelled
                    ),
                    after
                );
            },
            cancelled
        );
    }

    internal const string LastOne = "is the last full unrestricted administrator";

    private static Saved<User> Answer(Written written, User user) =>
        written is Written.Duplicate
            ? Saved<User>.No(nameof(User.Email), "is another user's already")
            : Saved<User>.From(written, user);

    private static Telling Telling(Caller caller, DateTimeOffset at) =>
        new(caller.Actor, at, 0, Entities.User);
}
