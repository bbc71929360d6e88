using System.Net;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Answers of Stripe's that are lost, late or repeated: still one session an attempt.</summary>
public sealed class BadDayTests
{
    private const string Sessions = "/v1/identity/verification_sessions";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnAnswerThatIsLostMakesNoSecondSession(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        // Carried out, and the line goes dead, retries too.
        world.Stripe.Faults = one =>
            one is { Method: "POST", Path: Sessions }
                ? new Fault(0, After: true, Drop: true)
                : null;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Stripe.Faults = _ => null;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        world.Stripe.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AFailureThatStripeRepeatsIsLookedIntoBeforeAskingAnew()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        // Failed after it began, before there was a session: repeated under the same key for ever.
        world.Stripe.Faults = one =>
            one is { Method: "POST", Path: Sessions } ? new Fault(500, After: true) : null;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Stripe.Faults = _ => null;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        world.Stripe.Sessions.Count.ShouldBe(1);
        world
            .Stripe.Requests.Where(one => one is { Method: "POST", Path: Sessions })
            .Select(one => one.Idempotency)
            .Distinct()
            .Count()
            .ShouldBe(2);
    }

    [Fact]
    public async Task SettingsThatChangedMeanwhileMakeNoSecondSession()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        world.Stripe.Faults = one =>
            one is { Method: "POST", Path: Sessions }
                ? new Fault(0, After: true, Drop: true)
                : null;
        await browser.Start();
        world.Stripe.Faults = _ => null;
        await world.SetUp(
            world.Business.Id,
            StripeWorld.Key,
            StripeWorld.WebhookSecret,
            ",\"AllowedDocumentTypes\":[\"Passport\"]"
        );
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        world.Stripe.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AKeyThatMakesNoSessionIsToldToOperators()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        var key = world.Stripe.Keys[StripeWorld.Key];
        world.Stripe.Keys[StripeWorld.Key] = key with { Writes = false };
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var told = await world.Admin.Gets($"/api/vestibule/checks/{check}/stripe");
        told["Problem"]!.ToString().ShouldContain("no session");
        world.Stripe.Keys[StripeWorld.Key] = key;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await world.Case(check)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task AnotherRequestUnderTheSameKeyIsWaitedFor()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        var conflicts = 0;
        world.Stripe.Faults = one =>
            one is { Method: "POST", Path: Sessions } && conflicts++ == 0 ? new Fault(409) : null;
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        conflicts.ShouldBe(2);
    }

    [Fact]
    public async Task ASessionMadeLongAgoWithoutOurHearingIsFoundAgain()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        world.Stripe.Faults = one =>
            one is { Method: "POST", Path: Sessions }
                ? new Fault(0, After: true, Drop: true)
                : null;
        await browser.Start();
        world.Stripe.Faults = _ => null;
        await using (var db = world.App.Db())
        {
            var before = world.Clock.GetUtcNow().AddDays(-2);
            await db.StripeAttempts.ExecuteUpdateAsync(set =>
                set.SetProperty(one => one.UpdatedOn, before)
            );
        }

        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        world.Stripe.Sessions.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ASessionNamedByAClientCountsOnceStripeSaysItIsThisChecks(
        DatabaseProvider provider
    )
    {
        await using var world = await StripeWorld.Start(provider);
        var check = await world.Check();
        var key = (await world.Row(check)).UniqueId;
        var theirs = new DoubleSession(
            world.Stripe,
            world.Stripe.Keys[StripeWorld.Key],
            new() { ["client_reference_id"] = key.ToString("D") }
        );
        var strange = new DoubleSession(world.Stripe, world.Stripe.Keys[StripeWorld.Key], []);
        foreach (var session in new[] { theirs, strange })
        {
            world.Stripe.Sessions[session.Id] = session;
            session.Submit();
            session.Verify();
        }

        var other = await world.Check();
        await Name(world, other, strange.Id);
        await Name(world, check, theirs.Id);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        while (await world.Status(check) is not VerificationStatus.Successful)
        {
            await Task.Yield();
        }

        (await world.Status(other)).ShouldBe(VerificationStatus.Pending);
    }

    private static async Task Name(StripeWorld world, long check, string session)
    {
        var put = await world.Admin.Puts(
            "/api/spaces/coworkeridentitychecks",
            $$"""{"Id":{{check}},"BusinessId":{{world.Business.Id}},"CoworkerId":{{world.Coworker.Id}},"Name":"x","IdentityCheckProvider":2,"StripeVerificationSessionId":"{{session}}"}"""
        );
        put.Status.ShouldBe(200, put.Raw);
    }

    [Fact]
    public async Task NothingElseWaitsForAStripeThatIsAway()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        world.Stripe.Faults = _ => new Fault(503);
        for (var round = 0; round < 15; round++)
        {
            var check = await world.Check();
            using var browser = await world.Browser(check);
            (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        // After so many failures Stripe is left in peace for a while, and pressed again later.
        var asked = world.Stripe.Requests.Count;
        var last = await world.Check();
        using var page = await world.Browser(last);
        await page.Start();
        world.Stripe.Requests.Count.ShouldBe(asked);
        (await world.Command("SWITCH_TO_MANUAL", last))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await world.App.Anonymous().Gets("/health/ready")).Status.ShouldBe(200);
        world.Stripe.Faults = _ => null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var fresh = await world.Check();
        using var member = await world.Browser(fresh);
        (await member.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}
