using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What is let in as Stripe's word, and what is not.</summary>
public sealed class WebhookTests
{
    private const string Other = "whsec_another0123456789abcdef";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsKeptOnceAndWorkedOffByItself(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        var last = world.Stripe.Events.Last();
        for (var copy = 0; copy < 3; copy++)
        {
            (await world.Send(last)).ShouldBe(200);
        }

        // The worker is rung; nobody here asks it to look.
        while (await world.Status(check) is not VerificationStatus.Successful)
        {
            await Task.Yield();
        }

        await using var db = world.App.Db();
        (await db.StripeEvents.CountAsync()).ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsNotStripesChangesNothing(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        var said = world.Stripe.Events.Last();
        var now = world.Clock.GetUtcNow();
        var elsewhere = await world.SetUp(
            (await world.World.Business("Elsewhere")).Id,
            "rk_test_elsewhere0123456789",
            Other
        );
        var good = StripeWorld.Sign(said.Json, StripeWorld.WebhookSecret, now);

        (await world.Send(said, secret: Other)).ShouldBe(400, "another location's secret");
        (await world.Send(said, path: elsewhere)).ShouldBe(400, "another location's address");
        (await world.Send(said, path: "/webhooks/stripe/nobody")).ShouldBe(400);
        (await world.Send(said, at: now.AddSeconds(-301))).ShouldBe(400, "stale");
        (await world.Send(said, at: now.AddSeconds(301))).ShouldBe(400, "from the future");
        (await world.Send(said.Json, null)).ShouldBe(400);
        (await world.Send(said.Json, "")).ShouldBe(400);
        (await world.Send(said.Json, "t=abc,v1=00")).ShouldBe(400);
        (
            await world.Send(said.Json, good.Replace("v1=", "v0=", StringComparison.Ordinal))
        ).ShouldBe(400, "v0 alone");
        (await world.Send(said.Json + " ", good)).ShouldBe(400, "another body");
        foreach (var body in new[] { "", "no json", "[]", "{}", "null", "{\"object\":\"event\"}" })
        {
            (
                await world.Send(body, StripeWorld.Sign(body, StripeWorld.WebhookSecret, now))
            ).ShouldBe(400, body);
        }

        var thin = """{"id":"evt_1","object":"v2.core.event","type":"v1.identity.x"}""";
        (await world.Send(thin, StripeWorld.Sign(thin, StripeWorld.WebhookSecret, now))).ShouldBe(
            400,
            "a thin event"
        );

        // Signed and Stripe's, but nothing to do with us.
        (await world.Send(said with { Live = true })).ShouldBe(200, "the other mode");
        (await world.Send(said with { Type = "invoice.paid" })).ShouldBe(200);
        await using var db = world.App.Db();
        (await db.StripeEvents.CountAsync()).ShouldBe(0);

        // A session of somebody else who shares the account is kept and left alone.
        var strange = new DoubleSession(world.Stripe, world.Stripe.Keys[StripeWorld.Key], []);
        (await world.Send(strange.Happened("verified"))).ShouldBe(200);
        await world.KeepUp();
        (await world.Status(check)).ShouldBe(VerificationStatus.Pending);

        // Another location's account says it about this location's session.
        var theirs = StripeWorld.Sign(said.Json, Other, now);
        (await world.Send(said.Json, theirs, elsewhere)).ShouldBe(200);
        await world.KeepUp();
        (await world.Status(check)).ShouldBe(VerificationStatus.Pending);
    }

    [Fact]
    public async Task EitherSecretCountsWhileOneTakesTheOthersPlace()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var put = await world.Admin.Puts(
            $"/api/vestibule/businesses/{world.Business.Id}/stripe",
            $$"""{"WebhookSecrets":["{{StripeWorld.WebhookSecret}}","{{Other}}"]}"""
        );
        put.Status.ShouldBe(200, put.Raw);
        var (_, session) = await world.Started();
        var said = session.Happened("created");
        var now = world.Clock.GetUtcNow();
        (await world.Send(said, secret: Other)).ShouldBe(200);
        (await world.Send(said, secret: StripeWorld.WebhookSecret)).ShouldBe(200);
        // Any of several signatures; those we cannot check are passed over.
        var mine = StripeWorld.Sign(said.Json, Other, now);
        (
            await world.Send(
                said.Json,
                mine.Replace(
                    ",v1=",
                    $",v1={new string('0', 64)},v0=00,v1=",
                    StringComparison.Ordinal
                )
            )
        ).ShouldBe(200);
        // What an API of another train says about itself does not matter.
        var old = said.Json.Replace("2026-10-28.endive", "2023-10-16", StringComparison.Ordinal);
        (await world.Send(old, StripeWorld.Sign(old, Other, now))).ShouldBe(200);
    }
}
