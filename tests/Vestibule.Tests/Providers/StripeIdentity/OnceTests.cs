using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>This room's commands under an <c>Idempotency-Key</c>: done once, however often they come.</summary>
public sealed class OnceTests
{
    private const string Run = "/api/spaces/coworkeridentitychecks/runcommand";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task OneKeyMakesOneLinkAndShowsItOnce(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var check = await world.Check();
        var first = await Once(world, "START_STRIPE_SESSION", "link", check);
        (first.Status, Replayed(first)).ShouldBe((200, false));
        var link = new Uri(first["RedirectURL"]!.ToString());
        for (var copy = 0; copy < 2; copy++)
        {
            var again = await Once(world, "START_STRIPE_SESSION", "link", check);
            (again.Status, Replayed(again)).ShouldBe((409, true), again.Raw);
            again.Raw.ShouldContain("another key");
            again.Raw.ShouldNotContain("/v/");
        }

        // Of twins at the same moment one is shown the link, too.
        var twins = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Once(world, "START_STRIPE_SESSION", "twins", check))
        );
        twins.Count(one => one.Status == 200).ShouldBe(1);
        twins.Count(one => one.Status == 409).ShouldBe(3);
        await using (var db = world.App.Db())
        {
            (await db.MemberLinks.CountAsync(one => one.IdentityCheckId == check)).ShouldBe(2);
        }

        // The link of the first answer stays good.
        using var browser = await Browser.Open(world.App.Address, link);
        (await browser.Start()).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatWasDoneIsAnsweredAlike(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (forgotten, session) = await world.Started();
        session.Submit();
        session.Verify();
        await world.Sync(forgotten);
        var (switched, _) = await world.Started();
        foreach (
            var (command, check) in new[]
            {
                ("REDACT_AT_STRIPE", forgotten),
                ("SWITCH_TO_MANUAL", switched),
            }
        )
        {
            var refused = await Once(world, command, $"{command}-none", 999_999);
            (refused.Status, Replayed(refused)).ShouldBe((200, false));
            refused["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();

            var first = await Once(world, command, command, check);
            first["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(first.Raw);
            world.Clock.Advance(TimeSpan.FromSeconds(5));
            var again = await Once(world, command, command, check);
            (again.Raw, Replayed(again)).ShouldBe((first.Raw, true));
        }

        // Wanted already, by another request: remembered all the same.
        var stood = await Once(world, "REDACT_AT_STRIPE", "wanted", forgotten);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        var told = await Once(world, "REDACT_AT_STRIPE", "wanted", forgotten);
        (told.Raw, Replayed(told)).ShouldBe((stood.Raw, true));
        (await world.Row(switched)).IdentityCheckProvider.ShouldBe(IdentityCheckProvider.Manual);
    }

    private static bool Replayed(Answer answer) => answer.Headers.Contains("Idempotent-Replayed");

    private static Task<Answer> Once(StripeWorld world, string command, string key, long check) =>
        world.Admin.Asks(
            HttpMethod.Post,
            Run,
            $$"""{"Key":"{{command}}","Ids":[{{check}}]}""",
            ("Idempotency-Key", key)
        );
}
