using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class SqliteGateTests
{
    private const string Sqlite = nameof(DatabaseProvider.Sqlite);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory(Only = Sqlite)]
    public async Task WithoutATurnInTimeTheWriterIsBusyAndLaterWrites(TestDatabase db)
    {
        await using var writer = Impatient(db);
        await using (var context = db.Context())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(Cancelled);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 100).Select(_ => writer.Write(Deed(), Cancelled).AsTask())
            );
            answers.ShouldAllBe(a => a is Written.Busy);
        }
        (await writer.Write(Deed(), Cancelled)).ShouldBe(new Written.Done());
        await using var after = db.Context();
        (await after.JournalEntries.CountAsync(Cancelled)).ShouldBe(1);
    }

    [DatabaseTheory(Only = Sqlite)]
    public async Task WithoutATurnInTimeASaveIsBusy(TestDatabase db)
    {
        var gate = new SqliteGate(Short);
        using var turn = await gate.Turn(Short);
        await using var context = new SqliteDb(
            new DbContextOptionsBuilder<SqliteDb>()
                .UseSqlite(db.ConnectionString)
                .AddInterceptors(gate)
                .Options
        );
        context.Add(Business());
        await Should.ThrowAsync<DatabaseBusyException>(() => context.SaveChangesAsync(Cancelled));
    }

    [DatabaseTheory(Only = Sqlite)]
    public async Task ADeedCancelledWhileItWaitsIsNotWritten(TestDatabase db)
    {
        using var leaving = new CancellationTokenSource();
        Task<Written> left;
        Task<Written> stays;
        using (await db.Services.GetRequiredService<SqliteGate>().Turn(Short))
        {
            stays = db.Write(Deed()).AsTask();
            left = db.Writer.Write(Deed(), leaving.Token).AsTask();
            await leaving.CancelAsync();
        }
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        (await stays).ShouldBe(new Written.Done());
        await using var context = db.Context();
        (await context.JournalEntries.CountAsync(Cancelled)).ShouldBe(1);
    }

    [DatabaseTheory(Only = Sqlite)]
    public async Task SavesOfEveryKindAndTheWriterGetAlong(TestDatabase db)
    {
        using var ended = new CancellationTokenSource();
        var deeds = Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            var written = 0;
                            for (; !ended.IsCancellationRequested; written++)
                                (await db.Write(Deed())).ShouldBe(new Written.Done());
                            return written;
                        },
                        Cancelled
                    )
                )
        );
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Save(db, 10), Cancelled))
        );
        await ended.CancelAsync();
        var total = (await deeds).Sum();

        await using var context = db.Context();
        (await context.Businesses.CountAsync(Cancelled)).ShouldBe(40);
        (await context.JournalEntries.CountAsync(Cancelled)).ShouldBe(total);
        // Every turn taken was given back.
        using var turn = await db.Services.GetRequiredService<SqliteGate>().Turn(TimeSpan.Zero);
        turn.ShouldNotBeNull();
    }

    private static async Task Save(TestDatabase db, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            await using var context = db.Context();
            var business = Business();
            context.Add(business);
            await context.SaveChangesAsync(Cancelled);
            await context
                .Businesses.Where(b => b.Id == business.Id)
                .ExecuteUpdateAsync(b => b.SetProperty(x => x.Phone, "1"), Cancelled);

            await using (await context.Database.BeginTransactionAsync(Cancelled))
            {
                context.Add(Business());
                await context.SaveChangesAsync(Cancelled);
            }
            context.ChangeTracker.Clear();
            context.Add(Business() with { UniqueId = business.UniqueId });
            await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancelled));
        }
    }

    private static Writer Impatient(TestDatabase db)
    {
        using var context = db.Context();
        var engine = new SqliteWriter(
            db.Services.GetRequiredService<SqliteFile>(),
            db.Services.GetRequiredService<SqliteGate>(),
            new Statements(context.Model, loud: false),
            db.Services.GetRequiredService<Chain>()
        );
        return new([engine], TimeProvider.System, Short);
    }

    private static Deed Deed() => new(3, [], [Rows.Line(3, null)]);

    private static Business Business() =>
        new()
        {
            Name = "Cove",
            CreatedOn = Rows.At,
            UpdatedOn = Rows.At,
        };
}
