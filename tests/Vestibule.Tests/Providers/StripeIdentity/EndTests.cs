using System.Net;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>How a check with Stripe ends: cancelled there first, done by people instead, looked at, forgotten, taken away.</summary>
public sealed class EndTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ACancelGoesToStripeFirst(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        (await world.Command("CANCEL_CHECK", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        session.Status.ShouldBe("canceled");
        (await world.Status(check)).ShouldBe(VerificationStatus.Cancelled);
        await world.KeepUp();
        (await world.Moves(check)).ShouldBe(["1>5"]);
    }

    [Fact]
    public async Task WhatWasHandedInMeanwhileIsNotCancelled()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Submit();
        var refused = await world.Command("CANCEL_CHECK", check);
        refused["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        refused["Message"]!.ToString().ShouldContain("handed in");
        (await world.Status(check)).ShouldBe(VerificationStatus.Submitted);

        var put = await world.Admin.Puts(
            Checks,
            $$"""{"Id":{{check}},"BusinessId":{{world.Business.Id}},"CoworkerId":{{world.Coworker.Id}},"Name":"x","VerificationStatus":5}"""
        );
        put.Status.ShouldBe(400, put.Raw);
        put.Named().ShouldBe(["VerificationStatus"]);
    }

    [Fact]
    public async Task WhatWasCanceledAtStripeMeanwhileIsCancelled()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Cancel();
        (await world.Command("CANCEL_CHECK", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await world.Moves(check)).ShouldBe(["1>5"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ACancelThatStripeDoesNotHearIsMadeLater(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        using var browser = await world.Browser(check);
        world.Stripe.Faults = _ => new Fault(0, Drop: true);
        var refused = await world.Command("CANCEL_CHECK", check);
        refused["Message"]!.ToString().ShouldContain("remembered");
        world.Stripe.Faults = _ => null;
        using var start = await browser.Start();
        start.StatusCode.ShouldBe(HttpStatusCode.OK, "nobody starts what is to be cancelled");
        (await start.Content.ReadAsStringAsync()).ShouldContain("No longer needed");
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await world.KeepUp();
        session.Status.ShouldBe("canceled");
        (await world.Status(check)).ShouldBe(VerificationStatus.Cancelled);
        (await world.Moves(check)).ShouldBe(["1>5"]);
        (await world.Case(check)).CancelWantedOn.ShouldBeNull();
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsSwitchedToManualIsDoneByPeople(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        foreach (var step in new[] { "waiting", "processing", "failed" })
        {
            var (check, session) = await world.Started();
            if (step is not "waiting")
            {
                session.Submit();
            }

            if (step is "failed")
            {
                session.Fail("document_expired");
            }

            await world.Sync(check);
            (await world.Command("SWITCH_TO_MANUAL", check))["WasSuccessful"]!
                .GetValue<bool>()
                .ShouldBeTrue(step);
            var row = await world.Row(check);
            row.IdentityCheckProvider.ShouldBe(IdentityCheckProvider.Manual, step);
            row.VerificationStatus.ShouldBe(
                step is "failed" ? VerificationStatus.Failed : VerificationStatus.Pending
            );
            session.Status.ShouldBe(step is "processing" ? "processing" : "canceled", step);
            if (step is "processing")
            {
                session.Verify();
            }

            foreach (var said in world.Stripe.Events.Where(one => one.Session == session))
            {
                await world.Send(said);
            }

            await world.KeepUp();
            (await world.Status(check)).ShouldBe(row.VerificationStatus, "late news is too late");
            using var handIn = await Hand(world, check);
            (await world.Status(check)).ShouldBe(VerificationStatus.Submitted, step);
        }
    }

    private static async Task<HttpResponseMessage> Hand(StripeWorld world, long check)
    {
        var put = await world.Admin.Puts(
            Checks,
            $$"""{"Id":{{check}},"BusinessId":{{world.Business.Id}},"CoworkerId":{{world.Coworker.Id}},"Name":"x","IdentityCheckProvider":1,"IdentityDocumentType":1}"""
        );
        put.Status.ShouldBe(200, put.Raw);
        var document = await world.Admin.Posts(
            "/api/spaces/coworkeridentitycheckdocuments",
            $$"""{"CoworkerId":{{world.Coworker.Id}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers"}"""
        );
        HttpResponseMessage? last = null;
        foreach (var slot in new[] { "photo", "document" })
        {
            using var bytes = new ByteArrayContent(Papers.Png((int)check));
            last = await world.Admin.PutAsync(
                new Uri($"/api/vestibule/documents/{document.Id}/files/{slot}", UriKind.Relative),
                bytes
            );
            last.EnsureSuccessStatusCode();
        }

        return last!;
    }
}
