using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>Writes a user whose row was changed, one version on, and tells of it in the network's chain.</summary>
public sealed class WriteUser(Writer writer, Book book)
{
    /// <param name="before">As it was read; somebody else's change since then wins.</param>
    /// <param name="steps">All there is to write in this order, the update of <paramref name="after"/> among them.</param>
    public async Task<Saved<User>> Run(
        User before,
        User after,
        Caller caller,
        DateTimeOffset at,
        IReadOnlyList<Step> steps,
        CancellationToken cancelled
    )
    {
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
        return Saved<User>.From(await writer.Write(new Deed(0, steps, lines), cancelled), after);
    }
}
