using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

/// <summary>Rows to write in tests.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>A location and a coworker of it.</summary>
    public static async Task<(Business Business, Coworker Coworker)> Place(this TestDatabase db)
    {
        var business = new Business
        {
            Name = "Laguna",
            CreatedOn = At,
            UpdatedOn = At,
        };
        (await db.Write(0, new Step.Insert(business))).ShouldBeOfType<Written.Done>();
        var coworker = new Coworker
        {
            FullName = "Zoë Ångström",
            InvoicingBusinessId = business.Id,
            DateOfBirth = new(1990, 2, 3),
            CreatedOn = At,
            UpdatedOn = At,
        };
        (await db.Write(0, new Step.Insert(coworker))).ShouldBeOfType<Written.Done>();
        return (business, coworker);
    }

    public static IdentityCheck Check(long business, long coworker, string name = "Passport") =>
        new()
        {
            BusinessId = business,
            CoworkerId = coworker,
            Name = name,
            CreatedOn = At,
            UpdatedOn = At,
        };

    public static Line Line(
        long chain,
        IRecord? about,
        JournalAction action = JournalAction.Create,
        string? member = null
    ) =>
        new(
            new()
            {
                BusinessId = chain,
                Deed = Guid.CreateVersion7(),
                At = At,
                ActorKind = 1,
                ActorUserId = 7,
                ActorName = "op@example.org",
                Factor = "Bearer",
                From = "192.0.2.0/24",
                Action = action,
                Entity = "CoworkerIdentityCheck",
                EntityKey = about?.UniqueId ?? Guid.Empty,
                Member = member,
                NewValue = "{}",
            },
            about
        );

    public static Deed Create(IdentityCheck check) =>
        new(check.BusinessId, [new Step.Insert(check)], [Line(check.BusinessId, check)]);

    public static ValueTask<Written> Write(this TestDatabase db, long chain, params Step[] steps) =>
        db.Writer.Write(new(chain, steps, []), TestContext.Current.CancellationToken);

    public static ValueTask<Written> Write(this TestDatabase db, Deed deed) =>
        db.Writer.Write(deed, TestContext.Current.CancellationToken);
}
