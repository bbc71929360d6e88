using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Names of Stripe's things that cannot be any: refused where Stripe signs them, left alone where a client writes them.</summary>
public sealed class MalformedNamesTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task EventsWithNamesThatAreNoneAreRefused(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var (check, session) = await world.Started();
        var said = session.Happened("created");
        string[] names =
        [
            "",
            " ",
            "\\u0000",
            "vs_\\u0000",
            "vs_\\ud800",
            "../balance",
            "vs_\\n",
            new('v', 256),
        ];
        foreach (var name in names)
        {
            foreach (var real in new[] { session.Id, said.Id })
            {
                var body = said.Json.Replace(
                    $"\"{real}\"",
                    $"\"{name}\"",
                    StringComparison.Ordinal
                );
                body.ShouldNotBe(said.Json);
                (await world.Send(body, Sign(world, body))).ShouldBe(400, name);
            }
        }

        foreach (var path in new[] { "%00", new string('x', 3000), "a%2Fb", "%F0%9F%98%80" })
        {
            (
                await world.Send(said.Json, Sign(world, said.Json), $"/webhooks/stripe/{path}")
            ).ShouldBeInRange(400, 499, path);
        }

        var deep = $"{new string('[', 5000)}{new string(']', 5000)}";
        (await world.Send(deep, Sign(world, deep))).ShouldBe(400);
        await using var db = world.App.Db();
        (await db.StripeEvents.CountAsync()).ShouldBe(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ANameOfASessionThatIsNoneIsLeftAlone(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        foreach (
            var name in new[] { " ", "..", "../../balance", "vs_ä", "vs_1/cancel", "?limit=1" }
        )
        {
            var check = await world.Check();
            var put = await world.Admin.Puts(
                "/api/spaces/coworkeridentitychecks",
                $$"""{"Id":{{check}},"BusinessId":{{world.Business.Id}},"CoworkerId":{{world.Coworker.Id}},"Name":"x","IdentityCheckProvider":2,"StripeVerificationSessionId":"{{name}}"}"""
            );
            put.Status.ShouldBe(200, put.Raw);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.Tidy();
        world.Stripe.Requests.ShouldBeEmpty();
        // Who works off Stripe's news does so still.
        var (done, session) = await world.Started();
        session.Submit();
        session.Verify();
        (await world.Send(world.Stripe.Events.Last())).ShouldBe(200);
        while (await world.Status(done) is not VerificationStatus.Successful)
        {
            await Task.Yield();
        }
    }

    private static string Sign(StripeWorld world, string body) =>
        StripeWorld.Sign(body, StripeWorld.WebhookSecret, world.Clock.GetUtcNow());
}
