using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class StatementTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task KeepsEveryColumnAsEfReadsIt(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var check = Rows.Check(business.Id, coworker.Id) with
        {
            IdentityDocumentExpirationDate = new(2031, 12, 31),
            SealedDocumentNumber = [1, 2, 3],
            ProposalGuid = Guid.CreateVersion7(),
            Billed = true,
            VerificationStatus = VerificationStatus.Submitted,
            CustomFields = """{"Data":[]}""",
        };
        await db.Write(Rows.Create(check));

        await using var context = db.Context();
        var read = await context
            .IdentityChecks.AsNoTracking()
            .SingleAsync(c => c.Id == check.Id, Cancelled);
        read.SealedDocumentNumber.ShouldBe(check.SealedDocumentNumber);
        (read with { SealedDocumentNumber = check.SealedDocumentNumber }).ShouldBe(check);
        (await context.Coworkers.AsNoTracking().SingleAsync(Cancelled)).DateOfBirth.ShouldBe(
            coworker.DateOfBirth
        );
    }

    [DatabaseTheory]
    public async Task ARowUnderANewRowGetsItsNumber(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        (Coworker, Deed) Under(long location)
        {
            var row = coworker with { Id = 0, UniqueId = Guid.CreateVersion7() };
            var link = new CoworkerBusiness { CoworkerId = 0, BusinessId = location };
            var under = new Step.InsertUnder(link, nameof(CoworkerBusiness.CoworkerId), row);
            return (row, new(business.Id, [new Step.Insert(row), under], []));
        }
        var (second, deed) = Under(business.Id);

        (await db.Write(deed)).ShouldBe(new Written.Done());
        (await db.Write(Under(404).Item2)).ShouldBe(
            new Written.Missing(nameof(CoworkerBusiness.BusinessId))
        );

        await using var context = db.Context();
        var kept = await context.Set<CoworkerBusiness>().AsNoTracking().SingleAsync(Cancelled);
        (kept.CoworkerId, kept.BusinessId).ShouldBe((second.Id, business.Id));
    }

    [DatabaseTheory]
    public async Task DeletesRowsByValueAndByVersion(TestDatabase db)
    {
        var (business, coworker) = await db.Place();
        var check = Rows.Check(business.Id, coworker.Id);
        await db.Write(Rows.Create(check));

        (await db.Write(business.Id, new Step.Delete(check with { Version = 5 }))).ShouldBe(
            new Written.Lost()
        );
        (
            await db.Write(
                business.Id,
                new Step.DeleteWhere(
                    typeof(CheckDocument),
                    nameof(CheckDocument.IdentityCheckId),
                    check.Id
                ),
                new Step.Delete(check)
            )
        ).ShouldBe(new Written.Done());
        (
            await db.Write(
                business.Id,
                new Step.DeleteWhere(typeof(Business), nameof(Business.UniqueId), business.UniqueId)
            )
        ).ShouldBe(new Written.InUse());
    }

    [DatabaseTheory]
    public async Task AUsersStampIsAPlainColumn(TestDatabase db)
    {
        var user = new User { UserName = "op", Email = "op@example.org" };
        await db.Write(0, new Step.Insert(user));
        user.ConcurrencyStamp = "another";
        user.FullName = "Olga";
        user.Version++;
        (await db.Write(0, new Step.Update(user))).ShouldBe(new Written.Done());
        await using var context = db.Context();
        (await context.Users.SingleAsync(Cancelled)).FullName.ShouldBe("Olga");
    }
}
