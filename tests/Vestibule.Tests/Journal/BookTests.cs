using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

public sealed class BookTests : IDisposable
{
    private static readonly Actor Actor = new(
        ActorKind.Operator,
        7,
        "op@example.org",
        "Bearer",
        "192.0.2.0/24"
    );
    private readonly KeyBox keys = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task AChangeIsALineForEachMemberAndPersonalOnesAreSealed(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        var lines = await book.Changed(
            check,
            check with
            {
                VerificationStatus = VerificationStatus.Failed,
                LastError = "Too dark",
            },
            telling with
            {
                Reason = "Front",
            },
            Cancelled
        );

        lines.Select(l => l.Entry.Member).ShouldBe(["LastError", "VerificationStatus"]);
        lines.Select(l => l.Entry.Deed).Distinct().Count().ShouldBe(1);
        var (error, status) = (lines[0].Entry, lines[1].Entry);
        error.OldValue.ShouldBeNull();
        error.NewValue.ShouldBeNull();
        Encoding.UTF8.GetString(error.Sealed!).ShouldNotContain("dark");
        (await book.Open(error, Cancelled)).ShouldBe(
            """{"old":null,"new":"Too dark","reason":"Front"}"""
        );
        status.OldValue.ShouldBe(((int)check.VerificationStatus).ToString());
        status.NewValue.ShouldBe(((int)VerificationStatus.Failed).ToString());
        (await book.Open(status, Cancelled)).ShouldBe(
            """{"old":null,"new":null,"reason":"Front"}"""
        );
    }

    [DatabaseTheory]
    public async Task NothingChangedIsNoLine(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        (
            await book.Changed(
                check,
                check with
                {
                    Version = 9,
                    UpdatedBy = "x",
                },
                telling,
                Cancelled
            )
        ).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task AWholeRecordIsSealedAndItsPlainPartReadable(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        var created = await book.Created(check, telling, Cancelled);
        var deleted = await book.Deleted(check, telling, Cancelled);
        created.About.ShouldBeSameAs(check);
        created.Entry.NewValue.ShouldNotBeNull().ShouldContain("\"BusinessId\"");
        created.Entry.NewValue.ShouldNotContain("Passport");
        (await book.Open(created.Entry, Cancelled))
            .ShouldNotBeNull()
            .ShouldContain("\"Name\":\"Passport\"");
        deleted.Entry.OldValue.ShouldBe(created.Entry.NewValue);
        (await book.Open(deleted.Entry, Cancelled)).ShouldNotBeNull().ShouldStartWith("{\"old\":{");
    }

    [DatabaseTheory]
    public async Task AShreddedPersonsValuesAreGoneAndTheChainStands(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        var line = await book.Created(check, telling, Cancelled);
        await db.Write(new Deed(check.BusinessId, [], [line]));
        await keys.Store.ShredAsync(telling.Coworker!.Value, Cancelled);

        (await book.Open(line.Entry, Cancelled)).ShouldBeNull();
        var after = await book.Created(check, telling, Cancelled);
        after.Entry.Sealed.ShouldBeNull();
        after.Entry.CoworkerKey.ShouldBeNull();
        var chain = db.Services.GetRequiredService<VerifyChain>();
        (await chain.Run(check.BusinessId, Cancelled)).ShouldBeOfType<ChainFinding.Intact>();
    }

    [DatabaseTheory]
    public async Task WithoutAPersonPersonalValuesAreLeftOut(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        var lines = await book.Changed(
            check,
            check with
            {
                Name = "Licence",
            },
            telling with
            {
                Coworker = null,
            },
            Cancelled
        );
        var entry = lines.ShouldHaveSingleItem().Entry;
        (entry.OldValue, entry.NewValue, entry.Sealed).ShouldBe((null, null, null));
    }

    [DatabaseTheory]
    public async Task ALookNamesTheSlot(TestDatabase db)
    {
        var (book, check, telling) = await Begin(db);
        var entry = (await book.Looked(check, "Front", telling, Cancelled)).Entry;
        (entry.Action, entry.Member, entry.EntityId).ShouldBe(
            (JournalAction.Look, "Front", check.Id)
        );
    }

    public void Dispose() => keys.Dispose();

    private async Task<(Book Book, IdentityCheck Check, Telling Telling)> Begin(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var check = Rows.Check(business.Id, coworker.Id);
        (await db.Write(business.Id, new Step.Insert(check))).ShouldBeOfType<Written.Done>();
        var book = new Book(
            keys.Store,
            db.Services.GetRequiredService<IDbContextFactory<VestibuleDb>>()
        );
        return (
            book,
            check,
            new(Actor, Rows.At, business.Id, "CoworkerIdentityCheck", coworker.UniqueId)
        );
    }
}
