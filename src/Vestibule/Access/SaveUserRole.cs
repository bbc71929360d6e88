using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>Writes a group of permissions. Nobody puts in, changes or takes away permissions they do not hold.</summary>
public sealed class SaveUserRole(AccessTurn access, Writer writer, Book book)
{
    public Task<Saved<UserRole>> Create(
        UserRole asked,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<UserRole>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                if (await Objection(null, asked, caller, db, cancelled) is { } why)
                {
                    return new Saved<UserRole>.Refused([why]);
                }

                var made = asked with
                {
                    Id = 0,
                    CreatedOn = at,
                    UpdatedOn = at,
                    UpdatedBy = caller.Actor.Name,
                };
                var line = await book.Created(
                    made,
                    new Telling(caller.Actor, at, made.BusinessId, Entities.UserRole),
                    cancelled
                );
                return Saved<UserRole>.From(
                    await writer.Write(
                        new Deed(
                            made.BusinessId,
                            [.. caller.Once(made.UniqueId, at), raise, new Step.Insert(made)],
                            [line]
                        ),
                        cancelled
                    ),
                    made
                );
            },
            cancelled
        );

    public Task<Saved<UserRole>> Update(
        UserRole seen,
        UserRole asked,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<UserRole>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                if (await Standing(db, seen, cancelled) is not { } before)
                {
                    return new Saved<UserRole>.NotWritten(new Written.Lost());
                }

                if (await Objection(before, asked, caller, db, cancelled) is { } why)
                {
                    return new Saved<UserRole>.Refused([why]);
                }

                var lines = await book.Changed(
                    before,
                    asked,
                    new Telling(caller.Actor, at, before.BusinessId, Entities.UserRole),
                    cancelled
                );
                if (lines.Count == 0)
                {
                    return new Saved<UserRole>.Done(before);
                }

                var after = asked with
                {
                    Version = before.Version + 1,
                    UpdatedOn = at,
                    UpdatedBy = caller.Actor.Name,
                };
                return Saved<UserRole>.From(
                    await writer.Write(
                        new Deed(before.BusinessId, [raise, new Step.Update(after)], lines),
                        cancelled
                    ),
                    after
                );
            },
            cancelled
        );

    /// <summary>Taken away from everybody who holds it, too.</summary>
    public Task<Saved<UserRole>> Delete(
        UserRole seen,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<UserRole>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                if (await Standing(db, seen, cancelled) is not { } role)
                {
                    return new Saved<UserRole>.NotWritten(new Written.Lost());
                }

                if (!UserRules.HoldsAll(caller.Grants, role.Roles))
                {
                    return Saved<UserRole>.No(
                        nameof(UserRole.Roles),
                        "It holds permissions you do not hold."
                    );
                }

                var line = await book.Deleted(
                    role,
                    new Telling(caller.Actor, at, role.BusinessId, Entities.UserRole),
                    cancelled
                );
                return Saved<UserRole>.From(
                    await writer.Write(
                        new Deed(role.BusinessId, [raise, new Step.Delete(role)], [line]),
                        cancelled
                    ),
                    role
                );
            },
            cancelled
        );

    /// <summary>The group as it stands, if it is still the one that was seen.</summary>
    private static Task<UserRole?> Standing(
        VestibuleDb db,
        UserRole seen,
        CancellationToken cancelled
    ) =>
        db
            .UserRoles.AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == seen.Id && r.Version == seen.Version, cancelled);

    private static async Task<Objection?> Objection(
        UserRole? before,
        UserRole asked,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    ) =>
        !caller.Sees(asked.BusinessId)
        || !await db.Businesses.AnyAsync(b => b.Id == asked.BusinessId, cancelled)
            ? new Objection(nameof(UserRole.BusinessId), "was not found")
        : before is not null && !UserRules.HoldsAll(caller.Grants, before.Roles)
            ? new Objection(nameof(UserRole.Roles), "hold permissions you do not hold")
        : !UserRules.HoldsAll(caller.Grants, asked.Roles)
            ? new Objection(nameof(UserRole.Roles), "name permissions you do not hold")
        : null;
}
