using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class PostgresWriterTests
{
    private const string Postgres = nameof(DatabaseProvider.Postgres);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory(Only = Postgres)]
    public async Task AStolenCommitOrReplyIsAnsweredRight(TestDatabase db)
    {
        await using var thief = new Thief(db.ConnectionString);
        for (var round = 0; round < 10; round++)
        {
            // On a fresh connection, since the thief knows a COMMIT only until it is prepared.
            await using var robbed = TestDatabase.At(db.Provider, thief.ConnectionString);
            thief.Next = round % 2 == 0 ? Theft.Reply : Theft.Commit;
            var chain = 2L + (round % 3);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => robbed.Write(Deed(chain)).AsTask())
            );
            answers.ShouldAllBe(a => a is Written.Done);
            thief.Next.ShouldBe(Theft.None);
        }
        await using var context = db.Context();
        // Neither lost nor written twice.
        (await context.JournalEntries.CountAsync(Cancelled)).ShouldBe(80);
        await AllIntact(db);
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task ABackendThatDiesInsideItsCommitHasWrittenNothing(TestDatabase db)
    {
        await Do(
            db,
            """
            CREATE TABLE victims (left_over int); INSERT INTO victims VALUES (1);
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF EXISTS (SELECT FROM victims) THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
              END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON "JournalEntries" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()
            """
        );
        await Should.ThrowAsync<Exception>(async () => await db.Write(Deed(4)));
        await Do(db, "DELETE FROM victims");
        (await db.Write(Deed(4))).ShouldBe(new Written.Done());
        await using var context = db.Context();
        (await context.JournalEntries.CountAsync(Cancelled)).ShouldBe(1);
        await AllIntact(db);
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task WhenTheDatabaseStaysAwayTheOutcomeIsUnknown(TestDatabase db)
    {
        await using var thief = new Thief(db.ConnectionString) { Next = Theft.ReplyAndRoad };
        await using var robbed = TestDatabase.At(db.Provider, thief.ConnectionString);
        (await robbed.Write(Deed(4))).ShouldBe(new Written.Unknown());
        await Should.ThrowAsync<NpgsqlException>(async () => await robbed.Write(Deed(4)));
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task AKilledIdleConnectionIsReplaced(TestDatabase db)
    {
        await db.Write(Deed(4));
        await Do(
            db,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vestibule writer' AND datname = current_database()"
        );
        (await db.Write(Deed(4))).ShouldBe(new Written.Done());
        await AllIntact(db);
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task ADeedThatBreaksMoreThanItselfIsAlone(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        Deed[] deeds =
        [
            .. Enumerable.Range(0, 6).Select(_ => Deed(business.Id)),
            // PostgreSQL keeps no NUL: refused with the lines of everybody.
            new(
                business.Id,
                [],
                [
                    Rows.Line(business.Id, null) with
                    {
                        Entry = Rows.Line(business.Id, null).Entry with { NewValue = "a\0b" },
                    },
                ]
            ),
            // Half a character cannot even be sent.
            new(business.Id, [new Step.Insert(Rows.Check(business.Id, coworker.Id, "\ud800"))], []),
            .. Enumerable.Range(0, 6).Select(_ => Deed(business.Id)),
        ];
        var answers = await Task.WhenAll(
            deeds.Select(d =>
                db.Write(d)
                    .AsTask()
                    .ContinueWith(t => t.IsFaulted ? null : t.Result, TaskScheduler.Default)
            )
        );
        answers.Count(a => a is Written.Done).ShouldBe(12);
        (answers[6], answers[7]).ShouldBe((null, null));
        await AllIntact(db);
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task AHeadHeldElsewhereIsBusy(TestDatabase db)
    {
        await db.Write(Deed(4));
        await using var holder = new NpgsqlConnection(db.ConnectionString);
        await holder.OpenAsync(Cancelled);
        await using var transaction = await holder.BeginTransactionAsync(Cancelled);
        await using var hold = new NpgsqlCommand(
            """SELECT 1 FROM "JournalHeads" FOR UPDATE""",
            holder,
            transaction
        );
        await hold.ExecuteNonQueryAsync(Cancelled);
        (await db.Write(Deed(4))).ShouldBe(new Written.Busy());
        await transaction.RollbackAsync(Cancelled);
        (await db.Write(Deed(4))).ShouldBe(new Written.Done());
    }

    [DatabaseTheory(Only = Postgres)]
    public async Task TwoInstancesOnTheSameChainsLeaveNoGap(TestDatabase db)
    {
        await using var other = db.Another();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 400)
                .Select(i =>
                    Task.Run(() => (i % 2 == 0 ? db : other).Write(Deed(i % 7)).AsTask(), Cancelled)
                )
        );
        answers.ShouldAllBe(a => a is Written.Done);
        await using var context = db.Context();
        (await context.JournalEntries.CountAsync(Cancelled)).ShouldBe(400);
        await AllIntact(db);
    }

    private static async Task AllIntact(TestDatabase db)
    {
        await foreach (
            var (_, finding) in db.Services.GetRequiredService<VerifyChain>().RunAll(Cancelled)
        )
            finding.ShouldBeOfType<ChainFinding.Intact>();
    }

    private static async Task Do(TestDatabase db, string sql)
    {
        await using var context = db.Context();
        await context.Database.ExecuteSqlRawAsync(sql, Cancelled);
    }

    private static Deed Deed(long chain) => new(chain, [], [Rows.Line(chain, null)]);
}
