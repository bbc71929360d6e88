using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What Stripe has of a person: looked at through it, forgotten there and here.</summary>
public sealed class ForgetTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task PicturesAreLookedAtByALinkOfHalfAMinute(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        var path = $"/api/vestibule/checks/{check}/stripe/files";
        (await world.Admin.Gets($"{path}/1")).Status.ShouldBe(404);
        session.Submit();
        session.Verify();
        await world.Sync(check);
        var told = await world.Admin.Gets($"{path}/2");
        told.Status.ShouldBe(200, told.Raw);
        var (file, until) = world.Stripe.Links.Single();
        file.ShouldEndWith("_back");
        (until - world.Clock.GetUtcNow()).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
        (await world.Admin.Gets($"{path}/3")).Status.ShouldBe(404);
        using var other = await world.World.Operator(
            await world.World.Business("Elsewhere"),
            "CoworkerIdentityCheckDocument-Read"
        );
        (await other.Gets($"{path}/1")).Status.ShouldBe(404);
        await using var db = world.App.Db();
        (
            await db.JournalEntries.CountAsync(line =>
                line.Action == JournalAction.Look && line.EntityId == check
            )
        ).ShouldBe(1);
        (await db.CheckDocuments.CountAsync()).ShouldBe(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatStripeForgetsIsForgottenHere(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider, ",\"KeepsNumber\":true");
        var (check, session) = await world.Started();
        (await world.Command("REDACT_AT_STRIPE", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        session.Submit();
        session.Verify();
        await world.Sync(check);
        (await world.Row(check)).SealedDocumentNumber.ShouldNotBeNull();
        (await world.Command("REDACT_AT_STRIPE", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        await world.KeepUp();
        session.Redaction.ShouldBe("processing");
        (await world.Case(check)).RedactedOn.ShouldBeNull();
        session.FinishRedaction();
        world.Clock.Advance(TimeSpan.FromDays(4));
        await world.Send(world.Stripe.Events.Last());
        await world.KeepUp();
        var row = await world.Row(check);
        row.VerificationStatus.ShouldBe(VerificationStatus.Successful);
        row.SealedDocumentNumber.ShouldBeNull();
        row.DocumentNumberIndex.ShouldBeNull();
        row.IdentityDocumentIssuedBy.ShouldBeNull();
        row.IdentityDocumentExpirationDate.ShouldBeNull();
        (await world.Case(check)).RedactedOn.ShouldBe(world.Clock.GetUtcNow());
        (await world.Moves(check))[^1].ShouldEndWith(">3");
        world.Stripe.Count("POST", "/redact").ShouldBe(1);
    }

    [Fact]
    public async Task WhatStripeCannotForgetIsNotAskedForEver()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Cancel();
        await world.Sync(check);
        await world.Command("REDACT_AT_STRIPE", check);
        await world.KeepUp();
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.KeepUp();
        world.Stripe.Count("POST", "/redact").ShouldBe(1);
        (await world.Case(check)).LookOn.ShouldBeNull();
        (await world.Status(check)).ShouldBe(VerificationStatus.Cancelled);
    }

    [Fact]
    public async Task ItIsForgottenByItselfAfterSomeDays()
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"RedactAfterDays\":30"
        );
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        await world.Sync(check);
        await world.Tidy(TimeSpan.FromDays(29));
        (await world.Case(check)).RedactWantedOn.ShouldBeNull();
        await world.Tidy(TimeSpan.FromDays(31));
        (await world.Case(check)).RedactWantedOn.ShouldNotBeNull();
        session.Redaction.ShouldBeNull();
        await world.KeepUp(TimeSpan.FromDays(31));
        session.Redaction.ShouldBe("processing");
        (await world.Status(check)).ShouldBe(VerificationStatus.Successful);
    }

    [Fact]
    public async Task ThoseThatWaitForAPersonHoldUpNobody()
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"RedactAfterDays\":30"
        );
        var (waiting, other) = await world.Started();
        other.LastName = "Else";
        other.Submit();
        other.Verify();
        await world.Sync(waiting);
        await Copied(world, waiting, 50);
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        await world.Sync(check);
        await world.Tidy(TimeSpan.FromDays(31));
        (await world.Case(check)).RedactWantedOn.ShouldNotBeNull();
        (await world.Case(waiting)).RedactWantedOn.ShouldBeNull();
    }

    private static async Task Copied(StripeWorld world, long check, int copies)
    {
        await using var db = world.App.Db();
        var row = await db.IdentityChecks.AsNoTracking().SingleAsync(one => one.Id == check);
        var kept = await db.StripeCases.AsNoTracking().SingleAsync();
        var attempt = await db.StripeAttempts.AsNoTracking().SingleAsync();
        for (var copy = 1; copy <= copies; copy++)
        {
            var another = row with { Id = 0, UniqueId = Guid.NewGuid() };
            db.Add(another);
            await db.SaveChangesAsync();
            db.Add(kept with { Id = 0, UniqueId = Guid.NewGuid(), IdentityCheckId = another.Id });
            db.Add(
                attempt with
                {
                    Id = 0,
                    UniqueId = Guid.NewGuid(),
                    IdentityCheckId = another.Id,
                    SessionId = $"vs_copy_{copy}",
                }
            );
        }

        await db.SaveChangesAsync();
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsTakenAwayHereIsForgottenThere(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        world.Stripe.Faults = _ => new Fault(0, Drop: true);
        (await world.Admin.Deletes($"{Checks}/{check}")).Status.ShouldBe(500);
        world.Stripe.Faults = _ => null;
        (await world.Admin.Deletes($"{Checks}/{check}")).Status.ShouldBe(200);
        (session.Status, session.Redaction).ShouldBe(("canceled", "processing"));
        await using var db = world.App.Db();
        (await db.StripeCases.CountAsync()).ShouldBe(0);
        (await db.StripeAttempts.CountAsync()).ShouldBe(0);
        (await db.MemberLinks.CountAsync()).ShouldBe(0);
    }
}
