using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database.Reading;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class LookupTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task FindsWhatTheContextFinds(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var link = new CoworkerBusiness { CoworkerId = coworker.Id, BusinessId = business.Id };
        var check = Rows.Check(business.Id, coworker.Id) with
        {
            IdentityDocumentType = IdentityDocumentType.Passport,
            IdentityDocumentExpirationDate = new(2031, 5, 6),
            IdentityCheckGroupGuid = Guid.CreateVersion7(),
            Billed = true,
            Description = "Ünïcode, and a line\nbreak",
        };
        await db.Write(0, new Step.Insert(link));
        await db.Write(Rows.Create(check));

        var found = await db
            .Services.GetRequiredService<Lookup>()
            .Find(
                [
                    Sought.Numbered<Business>(business.Id),
                    Sought.Numbered<Coworker>(coworker.Id),
                    new(typeof(CoworkerBusiness), nameof(CoworkerBusiness.CoworkerId), coworker.Id),
                    new(typeof(IdentityCheck), nameof(IdentityCheck.UniqueId), check.UniqueId),
                    new(typeof(JournalEntry), nameof(JournalEntry.EntityKey), check.UniqueId),
                    Sought.Numbered<IdentityCheck>(check.Id + 1),
                ],
                Cancelled
            );

        await using var context = db.Context();
        (await context.Businesses.AsNoTracking().SingleAsync(Cancelled)).ShouldBe(
            found[0].ShouldHaveSingleItem()
        );
        var plain = found[1].ShouldHaveSingleItem().ShouldBeOfType<Coworker>();
        var read = await context.Coworkers.AsNoTracking().SingleAsync(Cancelled);
        (read with { Businesses = plain.Businesses }).ShouldBe(plain);
        found[2].ShouldHaveSingleItem().ShouldBe(link);
        (await context.IdentityChecks.AsNoTracking().SingleAsync(Cancelled)).ShouldBe(
            found[3].ShouldHaveSingleItem()
        );
        found[4].ShouldHaveSingleItem().ShouldBeOfType<JournalEntry>().EntityId.ShouldBe(check.Id);
        found[5].ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task SeesAtOnceWhatWasWritten(TestDatabase db)
    {
        var lookup = db.Services.GetRequiredService<Lookup>();
        var (business, coworker) = await db.Place();

        var renamed = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(async i =>
                {
                    var check = Rows.Check(business.Id, coworker.Id, $"No. {i}");
                    await db.Write(Rows.Create(check));
                    var found = await lookup.Find(
                        [Sought.Numbered<IdentityCheck>(check.Id)],
                        Cancelled
                    );
                    return ((IdentityCheck)found[0][0]).Name == check.Name;
                })
        );

        renamed.ShouldAllBe(seen => seen);
    }

    [DatabaseTheory]
    public async Task ReadsEveryThingTheModelStores(TestDatabase db)
    {
        await using var context = db.Context();
        await context.Database.OpenConnectionAsync(Cancelled);
        var ours = context
            .Model.GetEntityTypes()
            .Where(e =>
                e.ClrType.Namespace!.StartsWith(nameof(Vestibule), StringComparison.Ordinal)
            );

        var selections = new Selections(context.Model);

        foreach (var entity in ours)
        {
            var key = entity.FindPrimaryKey()!.Properties[0];
            var selection = selections.Of(new(entity.ClrType, key.Name, 0L));
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = selection.Sql.Replace("= $1", "IS NOT NULL");
            await using var reader = await command.ExecuteReaderAsync(Cancelled);
            while (await reader.ReadAsync(Cancelled))
                selection.Row(reader).ShouldBeOfType(entity.ClrType);
        }
    }
}
