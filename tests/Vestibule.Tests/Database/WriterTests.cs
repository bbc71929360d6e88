using Microsoft.EntityFrameworkCore;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class WriterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task WritesEveryDeedOfManyAtOnce(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var checks = Enumerable
            .Range(0, 200)
            .Select(_ => Rows.Check(business.Id, coworker.Id))
            .ToList();

        var written = await Task.WhenAll(
            checks.Select(c => Task.Run(() => db.Write(Rows.Create(c)).AsTask(), Cancelled))
        );

        written.ShouldAllBe(w => w is Written.Done);
        checks.Select(c => c.Id).Distinct().Count().ShouldBe(200);
        await using var context = db.Context();
        (await context.IdentityChecks.CountAsync(Cancelled)).ShouldBe(200);
        var entries = await context.JournalEntries.OrderBy(e => e.Sequence).ToListAsync(Cancelled);
        entries.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 200).Select(i => (long)i));
        entries.Select(e => e.EntityId).Order().ShouldBe(checks.Select(c => c.Id).Order());
    }

    [DatabaseTheory]
    public async Task AFailingNeighbourFailsAlone(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var first = Rows.Check(business.Id, coworker.Id);
        await db.Write(Rows.Create(first));
        await db.Write(business.Id, new Step.Update(first with { Name = "Newer", Version = 2 }));
        Deed[] deeds =
        [
            Rows.Create(Rows.Check(business.Id, coworker.Id)),
            Rows.Create(Rows.Check(business.Id, 999_999)),
            Rows.Create(Rows.Check(business.Id, coworker.Id)),
            Rows.Create(Rows.Check(business.Id, coworker.Id) with { UniqueId = first.UniqueId }),
            new(
                business.Id,
                [new Step.Update(first with { Version = 2 })],
                [Rows.Line(business.Id, first)]
            ),
            new(business.Id, [new Step.Delete(coworker)], [Rows.Line(business.Id, coworker)]),
            new(
                business.Id,
                [new Step.Insert(Rows.Check(business.Id, coworker.Id) with { Name = null! })],
                []
            ),
            new(business.Id, [new Step.Insert("no thing of ours")], []),
            Rows.Create(Rows.Check(business.Id, coworker.Id)),
        ];

        var outcomes = await Task.WhenAll(deeds.Select(d => Outcome(db, d)));

        outcomes.ShouldBe([
            new Written.Done(),
            new Written.Missing(nameof(IdentityCheck.CoworkerId)),
            new Written.Done(),
            new Written.Duplicate(nameof(IdentityCheck.UniqueId)),
            new Written.Lost(),
            new Written.InUse(),
            null,
            null,
            new Written.Done(),
        ]);
        await using var context = db.Context();
        (await context.IdentityChecks.CountAsync(Cancelled)).ShouldBe(4);
        (
            await context
                .JournalEntries.Select(e => e.Sequence)
                .OrderBy(s => s)
                .ToListAsync(Cancelled)
        ).ShouldBe([1, 2, 3, 4]);
    }

    [DatabaseTheory]
    public async Task ADeedOfSeveralStepsIsAllOrNothing(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var stale = Rows.Check(business.Id, coworker.Id);
        await db.Write(Rows.Create(stale));

        (
            await db.Write(
                business.Id,
                new Step.Insert(Rows.Check(business.Id, coworker.Id, "Left behind")),
                new Step.Update(stale with { Version = 9 })
            )
        ).ShouldBe(new Written.Lost());

        await using var context = db.Context();
        (await context.IdentityChecks.CountAsync(Cancelled)).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task OfTwoUpdatesAtOnceOneIsLost(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var check = Rows.Check(business.Id, coworker.Id);
        await db.Write(Rows.Create(check));
        await using var other = db.Another();
        for (var version = 2; version < 22; version++)
        {
            var to = check with { Version = version };
            Task<Written> By(TestDatabase who) =>
                Task.Run(() => who.Write(business.Id, new Step.Update(to)).AsTask(), Cancelled);
            // On SQLite both stay in one process: a second one is refused at the start.
            var both = await Task.WhenAll(
                By(db),
                By(db.Provider == Vestibule.Database.DatabaseProvider.Sqlite ? db : other)
            );
            both.Order(
                    Comparer<Written>.Create(
                        (a, b) =>
                            a.GetType().Name.CompareTo(b.GetType().Name, StringComparison.Ordinal)
                    )
                )
                .ShouldBe([new Written.Done(), new Written.Lost()]);
        }
    }

    [DatabaseTheory]
    public async Task ACancelledCallerIsNotWritten(TestDatabase db) =>
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await db.Writer.Write(new(0, [], []), new CancellationToken(canceled: true))
        );

    private static async Task<Written?> Outcome(TestDatabase db, Deed deed)
    {
        try
        {
            return await Task.Run(() => db.Write(deed).AsTask(), Cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
