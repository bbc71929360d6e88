using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Journal.FilledChain;

namespace Vestibule.Tests.Journal;

public sealed class VerifyChainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task AnUntouchedChainIsIntact(TestDatabase db)
    {
        await Fill(db, 5);
        await Fill(db, 6);
        (await Verify(db)).ShouldBeOfType<ChainFinding.Intact>().Count.ShouldBe(Lines);
        var all = new List<(long, ChainFinding)>();
        await foreach (var one in db.Services.GetRequiredService<VerifyChain>().RunAll(Cancelled))
            all.Add(one);
        all.Select(a => a.Item1).ShouldBe([5, 6]);
        all.ShouldAllBe(a => a.Item2 is ChainFinding.Intact);
        (await db.Services.GetRequiredService<VerifyChain>().Run(404, Cancelled))
            .ShouldBeOfType<ChainFinding.Intact>()
            .Count.ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task AnEditOfAnyColumnShows(TestDatabase db)
    {
        await Fill(db, 5);
        await using var context = db.Context();
        var line = await context.JournalEntries.SingleAsync(e => e.Sequence == 4, Cancelled);
        var entry = context.Entry(line);
        foreach (var property in entry.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            var before = entry.Property(property.Name).CurrentValue;
            entry.Property(property.Name).CurrentValue = Other(property, before);
            await context.SaveChangesAsync(Cancelled);
            (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>(property.Name);
            entry.Property(property.Name).CurrentValue = before;
            await context.SaveChangesAsync(Cancelled);
        }
        (await Verify(db)).ShouldBeOfType<ChainFinding.Intact>();
    }

    [DatabaseTheory]
    public async Task ARemovedLineShows(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(db, """DELETE FROM "JournalEntries" WHERE "Sequence" = 4""");
        (await Verify(db)).ShouldBe(new ChainFinding.Broken(4, "is missing"));
    }

    [DatabaseTheory]
    public async Task ARemovedLineShowsAfterTheGapIsClosed(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(db, """DELETE FROM "JournalEntries" WHERE "Sequence" = 4""");
        for (var at = 5; at <= Lines; at++)
            await Do(
                db,
                $"""UPDATE "JournalEntries" SET "Sequence" = {at - 1} WHERE "Sequence" = {at}"""
            );
        await Do(db, """UPDATE "JournalHeads" SET "Sequence" = "Sequence" - 1""");
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(4);
    }

    [DatabaseTheory]
    public async Task ACutOffEndShows(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(db, """DELETE FROM "JournalEntries" WHERE "Sequence" > 7""");
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(8);
    }

    [DatabaseTheory]
    public async Task AHeadMovedBackShows(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(
            db,
            """UPDATE "JournalHeads" SET "Sequence" = 7, "Hash" = (SELECT "Hash" FROM "JournalEntries" WHERE "Sequence" = 7)"""
        );
        (await Verify(db)).ShouldBe(new ChainFinding.Broken(8, "lies behind the head"));
    }

    [DatabaseTheory]
    public async Task AnotherHashInTheHeadShows(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(
            db,
            """UPDATE "JournalHeads" SET "Hash" = (SELECT "Hash" FROM "JournalEntries" WHERE "Sequence" = 7)"""
        );
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(Lines);
    }

    [DatabaseTheory]
    public async Task SwappedLinesShow(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(db, """UPDATE "JournalEntries" SET "Sequence" = 99 WHERE "Sequence" = 3""");
        await Do(db, """UPDATE "JournalEntries" SET "Sequence" = 3 WHERE "Sequence" = 4""");
        await Do(db, """UPDATE "JournalEntries" SET "Sequence" = 4 WHERE "Sequence" = 99""");
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(3);
    }

    [DatabaseTheory]
    public async Task AnAddedLineShows(TestDatabase db)
    {
        await Fill(db, 5);
        await using (var context = db.Context())
        {
            var forged = await context
                .JournalEntries.AsNoTracking()
                .SingleAsync(e => e.Sequence == Lines, Cancelled);
            context.Add(forged with { Id = 0, Sequence = Lines + 1 });
            await context.SaveChangesAsync(Cancelled);
        }
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(Lines + 1);
    }

    private static object Other(IProperty property, object? value) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
        {
            var t when t == typeof(string) => $"{value}x",
            var t when t == typeof(Guid) => Guid.CreateVersion7(),
            var t when t == typeof(byte[]) => new byte[] { 7 },
            var t when t == typeof(DateTimeOffset) => ((DateTimeOffset)value!).AddMicroseconds(1),
            var t when t.IsEnum => JournalAction.Refusal,
            var t => Convert.ChangeType(77, t, CultureInfo.InvariantCulture),
        };
}
