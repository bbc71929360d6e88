using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Providers.StripeIdentity;
using Vestibule.Tests.Harness;
using static Vestibule.IdentityChecks.VerificationStatus;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What Stripe says now, and what becomes of the check: every row of the table.</summary>
public sealed class TruthTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task EveryRowOfTheTable(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);

        // None yet.
        var none = await world.Check();
        (await world.Status(none)).ShouldBe(Pending);

        // Waits for its person, also with an error that is none.
        var (waiting, session) = await world.Started();
        (await world.Row(waiting)).StripeVerificationSessionId.ShouldBe(session.Id);
        session.EmptyError = true;
        await world.Sync(waiting);
        (await world.Status(waiting)).ShouldBe(Pending);
        (await world.Row(waiting)).LastError.ShouldBeNull();

        // Processing, then verified.
        session.Submit();
        await world.Sync(waiting);
        (await world.Status(waiting)).ShouldBe(Submitted);
        session.Verify();
        await world.Sync(waiting);
        var done = await world.Row(waiting);
        (done.VerificationStatus, done.LastError).ShouldBe((Successful, null));
        done.IdentityDocumentType.ShouldBe(IdentityDocumentType.Passport);
        done.IdentityDocumentIssuedBy.ShouldBe("ES");
        done.SealedDocumentNumber.ShouldBeNull();
        done.IdentityDocumentExpirationDate.ShouldBeNull();
        (await world.Moves(waiting)).ShouldBe(["1>2", "2>3"]);

        // Nothing moves it any more.
        session.Status = "canceled";
        await world.Sync(waiting);
        (await world.Status(waiting)).ShouldBe(Successful);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsUnknownOrNotToBeHadChangesNothing(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        session.Status = "a_status_of_next_year";
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Pending);

        session.Status = "verified";
        foreach (var status in new[] { 429, 500, 503 })
        {
            world.Stripe.Faults = _ => new Fault(status);
            await world.Sync(check);
            (await world.Status(check)).ShouldBe(Pending);
        }

        world.Stripe.Faults = _ => new Fault(0, Drop: true);
        await world.Sync(check);
        (await world.Case(check)).Problem.ShouldBe("Stripe could not be reached.");
        world.Stripe.Faults = _ => null;

        world.Stripe.Keys.TryRemove(StripeWorld.Key, out var key);
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Pending);
        (await world.Case(check)).Problem.ShouldNotBeNull().ShouldContain("key");

        world.Stripe.Keys[StripeWorld.Key] = key! with { Account = "acct_other" };
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Pending);
        (await world.Case(check)).Problem.ShouldNotBeNull().ShouldContain("does not know");
    }

    [Fact]
    public async Task CanceledAtStripeIsCancelled()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Cancel();
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Cancelled);
        (await world.Moves(check)).ShouldBe(["1>5"]);
    }

    [Theory]
    [InlineData("passport", IdentityDocumentType.Passport)]
    [InlineData("driving_license", IdentityDocumentType.DriversLicense)]
    [InlineData("id_card", IdentityDocumentType.IdCard)]
    [InlineData("a_paper_of_next_year", IdentityDocumentType.Other)]
    public async Task PapersAreNamedAsHere(string theirs, IdentityDocumentType ours)
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"KeepsNumber\":true"
        );
        var (check, session) = await world.Started();
        session.PaperType = theirs;
        session.Submit();
        session.Verify();
        await world.Sync(check);
        var told = await world.Admin.Gets($"/api/spaces/coworkeridentitychecks/{check}");
        told["IdentityDocumentType"]!.GetValue<int>().ShouldBe((int)ours);
        told["IdentityDocumentNumber"]!.ToString().ShouldBe(session.Number);
        told["IdentityDocumentExpirationDate"]!.ToString().ShouldStartWith("2031-05-31");
    }

    [Fact]
    public async Task AKeyThatMayNotReadNumbersStillTellsHowItStands()
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"KeepsNumber\":true"
        );
        world.Stripe.Keys[StripeWorld.Key] = world.Stripe.Keys[StripeWorld.Key] with
        {
            Details = false,
        };
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        await world.Sync(check);
        var row = await world.Row(check);
        (row.VerificationStatus, row.SealedDocumentNumber).ShouldBe((Successful, null));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnotherNameWaitsForAPerson(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        (session.FirstName, session.LastName) = ("Somebody", "Else");
        session.Submit();
        session.Verify();
        await world.Sync(check);
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Submitted);
        var told = await world.Admin.Gets($"/api/vestibule/checks/{check}/stripe");
        told["NameDiffers"]!.GetValue<bool>().ShouldBeTrue();
        told.Raw.ShouldNotContain("Somebody");
        (await world.Command("MARK_AS_VERIFIED", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        await world.Sync(check);
        (await world.Moves(check)).ShouldBe(["1>2", "2>3"]);
    }

    [Fact]
    public async Task WhatAPersonDecidesStandsAndEndsTheSession()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Submit();
        await world.Sync(check);
        (await world.Command("MARK_AS_REJECTED", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        session.Fail("document_expired");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.KeepUp();
        // Cancelled there once it is written here.
        while (session.Status is not "canceled")
        {
            await Task.Yield();
        }

        (await world.Status(check)).ShouldBe(Failed);
        (await world.Case(check)).Stopped.ShouldBeTrue();
    }
}
