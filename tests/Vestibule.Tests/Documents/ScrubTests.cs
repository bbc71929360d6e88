using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Hosting;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>Everything is read again within the period, once, by one instance, and what is not well is told.</summary>
public sealed class ScrubTests
{
    private static readonly DateTimeOffset Begin = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task EverythingIsReadOnceWithinThePeriod(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 4, size: 3_000);
        var bytes = (await desk.Files()).ToDictionary(f => f.Id, f => f.SealedLength);
        var files = bytes.Keys.Order().ToList();
        var turn = Turn(desk);
        var read = new List<Guid>();
        var byDay = new List<long>();
        for (var day = 0; day <= 30; day++)
        {
            read.AddRange((await Day(turn, Begin.AddDays(day))).Read);
            byDay.Add(read.Sum(file => bytes[file]));
        }

        // As much of the whole as of the time: never more than a file ahead of it.
        var (whole, largest) = (bytes.Values.Sum(), bytes.Values.Max());
        byDay
            .Select((done, day) => done - (whole * day / 30.0))
            .ShouldAllBe(ahead => ahead >= 0 && ahead <= largest);
        (await Day(turn, Begin.AddDays(30))).Read.ShouldBeEmpty("the last file was read before");
        read.ShouldBe(files);
        (await Round(desk)).LastEndedOn.ShouldNotBeNull();

        var again = await Day(turn, Begin.AddDays(31));
        var rest = await Day(turn, Begin.AddDays(61.5));
        again.Read.Concat(rest.Read).ShouldBe(files, "from the beginning");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task OneReadsAtATimeAndAnotherGoesOnFromThere(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 2, size: 3_000);
        var rows = await desk.Files();
        var files = rows.Select(f => f.Id).ToList();
        var (first, second) = (Turn(desk), Turn(desk));
        await Day(first, Begin);
        var half = (await Day(first, Begin.AddDays(15))).Read;
        half.ShouldBe(files.Take(half.Count));
        var (done, whole) = (
            rows.Take(half.Count).Sum(f => f.SealedLength),
            rows.Sum(f => f.SealedLength)
        );
        done.ShouldBeInRange(whole / 2, (whole / 2) + rows[half.Count - 1].SealedLength);

        var soon = Begin.AddDays(15) + TakeScrubTurn.Lease - TimeSpan.FromSeconds(1);
        (await second.Run(soon, Free, default)).ShouldBeOfType<ScrubTurn.NotNow>();
        (await Day(second, Begin.AddDays(40))).Read.ShouldBe(files.Skip(half.Count));
        (await first.Run(Begin.AddDays(40), Free, default)).ShouldBeOfType<ScrubTurn.NotNow>();
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhoeverSleptPastItsLeaseDoesNotTurnThePlaceBack(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 2, size: 3_000);
        var (first, second) = (Turn(desk), Turn(desk));
        await Day(first, Begin);
        var late = Begin.AddDays(40);
        // While the first reads, its lease ends and the second reads all the rest.
        await first.Run(
            Begin.AddDays(10),
            async (_, _) => await Day(second, late),
            TestContext.Current.CancellationToken
        );
        var round = await Round(desk);
        round.After.ShouldBe((await desk.Files())[^1].Id);
        round.EndedOn.ShouldBe(late);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsNotWellIsToldUntilItIsMended(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, size: 3_000);
        var file = (await desk.Files()).First(f => f is { Slot: 2, PartOf: not null });
        desk.Flip(file.Id, 500);
        var turn = Turn(desk);
        await Day(turn, Begin);
        var done = await Day(turn, Begin.AddDays(31));
        done.News.ShouldBe([file.Id]);
        done.Ended!.Faults.ShouldBe(1);

        (await Health(desk)).ShouldBe("""{"status":"ready","failing":[],"notices":["evidence"]}""");
        await using var db = desk.App.Db();
        var line = await db.JournalEntries.SingleAsync(e => e.Action == JournalAction.Damage);
        (line.Entity, line.Member, line.NewValue).ShouldBe((Entities.Document, "Front", "Changed"));
        (await db.CheckDocuments.SingleAsync(d => d.Id == line.EntityId)).UniqueId.ShouldBe(
            file.DocumentKey
        );

        (await Day(turn, Begin.AddDays(32))).News.ShouldBeEmpty("it is known");
        desk.Flip(file.Id, 500);
        await Day(turn, Begin.AddDays(32) + TakeScrubTurn.Again);
        (await db.Set<FileFault>().AnyAsync()).ShouldBeFalse("it is mended");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ADocumentWithoutItsRowIsTold(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, size: 3_000);
        var file = (await desk.Files()).First(f => f.PartOf is null);
        await using var db = desk.App.Db();
        await db.Set<SealedFile>().Where(f => f.Id == file.Id).ExecuteDeleteAsync();
        var turn = Turn(desk);
        await Day(turn, Begin);
        (await Day(turn, Begin.AddDays(31))).Ended!.Faults.ShouldBe(1);
        await Day(turn, Begin.AddDays(31) + TakeScrubTurn.Again);
        var fault = await db.Set<FileFault>().AsNoTracking().SingleAsync();
        (fault.Id, fault.State).ShouldBe((file.Id, FileState.Missing));
        await db.CheckDocuments.ExecuteUpdateAsync(set =>
            set.SetProperty(d => d.PhotoFileId, (Guid?)null)
        );
        await Day(turn, Begin.AddDays(31) + (2 * TakeScrubTurn.Again));
        (await db.Set<FileFault>().AnyAsync()).ShouldBeFalse("nobody names it any more");
    }

    private static async Task<string> Health(EvidenceDesk desk)
    {
        string said;
        do
        {
            said = await desk.Admin.GetStringAsync(
                new Uri("/health/ready", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            // Asked once a second at most.
        } while (!said.Contains("notices", StringComparison.Ordinal));
        return said;
    }

    private static TakeScrubTurn Turn(EvidenceDesk desk)
    {
        var rooms = desk.App.Services;
        return new(
            rooms.GetRequiredService<FileVault>(),
            rooms.GetRequiredService<FindLooseEnds>(),
            rooms.GetRequiredService<TellFault>(),
            rooms.GetRequiredService<IDbContextFactory<VestibuleDb>>(),
            new ScrubSettings(TimeSpan.FromDays(30))
        );
    }

    private static async Task<Done> Day(TakeScrubTurn turn, DateTimeOffset at)
    {
        var (read, news) = (new List<Guid>(), new List<Guid>());
        while (true)
        {
            switch (await turn.Run(at, Free, TestContext.Current.CancellationToken))
            {
                case ScrubTurn.Read(var file, _, _, var isNews):
                    read.Add(file);
                    if (isNews)
                        news.Add(file);
                    break;
                case ScrubTurn.Ended ended:
                    return new(read, news, ended);
                default:
                    return new(read, news, null);
            }
        }
    }

    private static async Task<ScrubRound> Round(EvidenceDesk desk)
    {
        await using var db = desk.App.Db();
        return await db.Set<ScrubRound>().SingleAsync();
    }

    private static Task Free(int bytes, CancellationToken cancelled) => Task.CompletedTask;

    private sealed record Done(List<Guid> Read, List<Guid> News, ScrubTurn.Ended? Ended);
}
