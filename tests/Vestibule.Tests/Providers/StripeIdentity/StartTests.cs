using System.Net;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Pressing start: once, twice, at once, too often, and while Stripe has a bad day.</summary>
public sealed class StartTests
{
    private const string Sessions = "/v1/identity/verification_sessions";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TwoTabsAtOnceMakeOneSession(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        for (var round = 0; round < 5; round++)
        {
            var check = await world.Check();
            using var one = await world.Browser(check);
            using var other = await world.Browser(check);
            var answers = await Task.WhenAll(
                one.Start(),
                other.Start(),
                one.Start(),
                other.Start()
            );
            answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
            await using var db = world.App.Db();
            (await db.StripeAttempts.CountAsync(a => a.IdentityCheckId == check)).ShouldBe(1);
        }

        world.Stripe.Sessions.Count.ShouldBe(5);
        world
            .Stripe.Requests.Where(one => one is { Method: "POST", Path: Sessions })
            .Select(one => one.Idempotency)
            .Distinct()
            .Count()
            .ShouldBe(5);
    }

    [Fact]
    public async Task SaysToStripeWhatTheLocationWantsAndNothingOfThePerson()
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"AllowedDocumentTypes\":[\"Passport\",\"IdCard\"],\"MatchingSelfie\":true,\"LiveCapture\":true"
        );
        var (check, session) = await world.Started();
        session
            .Form.Where(pair => pair.Key != "return_url")
            .OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Key}={pair.Value}")
            .ShouldBe([
                $"client_reference_id={(await world.Row(check)).UniqueId:N}",
                "options[document][allowed_types][0]=passport",
                "options[document][allowed_types][1]=id_card",
                "options[document][require_live_capture]=true",
                "options[document][require_matching_selfie]=true",
                "type=document",
            ]);
        await world.Sync(check);
        world.Stripe.Requests.ShouldNotContain(one => one.Measured);
        session.ReturnUrl.ShouldStartWith($"{world.App.Address}verify/");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task PressedAgainItGoesOnWithTheSameSessionAtAFreshAddress(
        DatabaseProvider provider
    )
    {
        await using var world = await StripeWorld.Start(provider);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        var first = (await browser.Start()).Headers.Location;
        var second = (await browser.Start()).Headers.Location;
        second.ShouldNotBe(first);
        world.Stripe.Sessions.Count.ShouldBe(1);
        // Stripe's address of the moment, not one that a repeated creation gives again.
        second!.AbsolutePath.ShouldEndWith(world.Stripe.Only.Token);
    }

    [Fact]
    public async Task AnyLinkOfACheckLeadsToTheSamePages()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var older = await world.Browser(check);
        (await older.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        // Opened on another device, by another link; Stripe sends back to what it was told first.
        using var newer = await world.Browser(check);
        newer.Path.ShouldBe(older.Path);
        (await newer.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        new Uri(world.Stripe.Only.ReturnUrl).AbsolutePath.ShouldBe($"{newer.Path}/back");
        (await newer.Back()).ShouldContain("Not finished yet");
        // A page from before the newer link was opened, in the same browser.
        using var stale = await newer.Start(older.Proof, "same-origin");
        stale.Headers.Location!.ToString().ShouldBe(newer.Path);
        using var forged = await newer.Start(newer.Proof, "cross-site");
        forged.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TriesEnd()
    {
        await using var world = await StripeWorld.Start(
            DatabaseProvider.Sqlite,
            ",\"AttemptLimit\":2"
        );
        var (check, session) = await world.Started();
        using var browser = await world.Browser(check);
        for (var tries = 0; tries < 2; tries++)
        {
            (await browser.Start(browser.Proof)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            session.Submit();
            session.Fail("document_unverified_other");
            await world.Sync(check);
            // The same submission heard of twice is one.
            await world.Sync(check);
        }

        (await world.Case(check)).Failures.ShouldBe(2);
        using var last = await browser.Start();
        last.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await last.Content.ReadAsStringAsync()).ShouldContain("You cannot try again here");
        var refused = await world.Command("START_STRIPE_SESSION", check);
        refused["Message"]!.ToString().ShouldContain("SWITCH_TO_MANUAL");
    }

    [Fact]
    public async Task OnlyOurOwnPageMayStartIt()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        (await browser.Start("forged")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = world.App.Anonymous();
        using var form = new FormUrlEncodedContent([new("proof", browser.Proof)]);
        using var answer = await stranger.PostAsync(
            new Uri($"{browser.Path}/start", UriKind.Relative),
            form
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Somebody else's link opens only their own page.
        using var other = await world.Browser(await world.Check());
        using var theirs = await other.Http.GetAsync(new Uri(browser.Path, UriKind.Relative));
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        world.Stripe.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task ALinkEndsAndANewOneIsMade()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        await using (var db = world.App.Db())
        {
            var now = world.Clock.GetUtcNow();
            await db.MemberLinks.ExecuteUpdateAsync(set =>
                set.SetProperty(one => one.ExpiresOn, now)
            );
        }

        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var again = await world.Browser(check);
        (await again.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var http = world.App.Anonymous();
        var nobody = await http.GetAsync(new Uri($"/v/{new string('A', 43)}", UriKind.Relative));
        nobody.Headers.Location!.ToString().ShouldBe("/verify/unknown");
    }

    [Fact]
    public async Task ALocationWithoutSettingsUsesTheNetworks()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var business = await world.World.Business("No settings");
        var coworker = await world.World.Coworker(business);
        var check = (
            await world.Admin.Posts(
                "/api/spaces/coworkeridentitychecks",
                $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"x","IdentityCheckProvider":2}"""
            )
        ).Id;
        var none = await world.Command("START_STRIPE_SESSION", check);
        none["Message"]!.ToString().ShouldBe(CheckRequest.StripeNotSetUp);
        await world.SetUp(0, "rk_test_network0123456789", "whsec_network0123456789");
        world.Stripe.Key("rk_test_network0123456789");
        using var browser = await world.Browser(check);
        (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        world.Stripe.Only.Key.Secret.ShouldBe("rk_test_network0123456789");
        (await world.Row(check)).LastError.ShouldBeNull();
    }
}
