using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>A location's settings: in they go, out comes what may be shown, and Stripe says what the key may do.</summary>
public sealed class AccountTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task SecretsGoInAndTheirEndingsComeOut(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var path = $"/api/vestibule/businesses/{world.Business.Id}/stripe";
        var told = await world.Admin.Gets(path);
        told.Raw.ShouldNotContain("rk_test");
        told.Raw.ShouldNotContain("whsec_");
        told["RestrictedKeyEnding"]!.ToString().ShouldBe("6789");
        told["WebhookSecretEndings"]!.AsArray().Single()!.ToString().ShouldBe("cdef");
        told["Mode"]!.ToString().ShouldBe("test");
        told["Source"]!.ToString().ShouldBe("own");

        // What is left out stays.
        (await world.Admin.Puts(path, """{"AttemptLimit":5}""")).Status.ShouldBe(200);
        told = await world.Admin.Gets(path);
        told["AttemptLimit"]!.GetValue<int>().ShouldBe(5);
        told["RestrictedKeyEnding"]!.ToString().ShouldBe("6789");

        await using var db = world.App.Db();
        (
            await db
                .JournalEntries.Where(line => line.Entity == "StripeAccount")
                .OrderBy(line => line.Id)
                .Select(line => line.Member)
                .ToListAsync()
        ).ShouldBe([null, "AttemptLimit"]);
    }

    [Fact]
    public async Task WhatIsWrongIsSaidWithoutTheSecret()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var business = await world.World.Business("Fresh");
        var path = $"/api/vestibule/businesses/{business.Id}/stripe";
        foreach (
            var (member, body) in new[]
            {
                ("RestrictedKey", """{"RestrictedKey":"pk_test_SecretLooking"}"""),
                ("RestrictedKey", """{"RestrictedKey":"SecretLooking"}"""),
                ("RestrictedKey", """{"Enabled":true}"""),
                ("WebhookSecrets", """{"WebhookSecrets":["SecretLooking"]}"""),
                (
                    "WebhookSecrets",
                    """{"WebhookSecrets":["whsec_SecretLooking1","whsec_SecretLooking2","whsec_SecretLooking3"]}"""
                ),
                ("AllowedDocumentTypes", """{"AllowedDocumentTypes":["Library card"]}"""),
                ("AllowedDocumentTypes", """{"AllowedDocumentTypes":[]}"""),
                ("AttemptLimit", """{"AttemptLimit":0}"""),
                ("RedactAfterDays", """{"RedactAfterDays":-1}"""),
            }
        )
        {
            var refused = await world.Admin.Puts(path, body);
            refused.Status.ShouldBe(400, body);
            refused.Named().ShouldBe([member], body);
            refused.Raw.ShouldNotContain("SecretLooking");
        }
    }

    [Fact]
    public async Task TheNetworksAreForFullAdministrators()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        using var manager = await world.World.Operator(
            world.Business,
            "Business-Read",
            "Business-Edit"
        );
        (
            await manager.Gets($"/api/vestibule/businesses/{world.Business.Id}/stripe")
        ).Status.ShouldBe(200);
        (await manager.Gets("/api/vestibule/businesses/0/stripe")).Status.ShouldBe(404);
        (await manager.Puts("/api/vestibule/businesses/0/stripe", "{}")).Status.ShouldBe(404);
        (await world.Admin.Gets("/api/vestibule/businesses/0/stripe")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task StripeSaysWhatTheKeyMayDo(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider, ",\"KeepsNumber\":true");
        var path = $"/api/vestibule/businesses/{world.Business.Id}/stripe/check";
        var key = world.Stripe.Keys[StripeWorld.Key];
        await Says(world, path, "Fit");

        world.Stripe.Keys[StripeWorld.Key] = key with { Writes = false };
        await Says(world, path, "may not make sessions", fit: false);
        world.Stripe.Keys[StripeWorld.Key] = key with { Reads = false };
        await Says(world, path, "may not read sessions", fit: false);
        world.Stripe.Keys[StripeWorld.Key] = key with { Details = false };
        await Says(world, path, "may not read numbers");
        world.Stripe.Keys[StripeWorld.Key] = key with { Files = false };
        await Says(world, path, "may not show pictures");
        world.Stripe.Keys[StripeWorld.Key] = key with { Balance = true };
        await Says(world, path, "may do more than is needed");
        world.Stripe.Keys.Clear();
        await Says(world, path, "does not know this key", fit: false);
        world.Stripe.Faults = _ => new Fault(503);
        await Says(world, path, "could not be reached", fit: false);
        world.Stripe.Sessions.ShouldBeEmpty();
    }

    private static async Task Says(StripeWorld world, string path, string what, bool fit = true)
    {
        var told = await world.Admin.Posts(path, "{}");
        told.Status.ShouldBe(200, told.Raw);
        told["Fit"]!.GetValue<bool>().ShouldBe(fit, told.Raw);
        told.Raw.ShouldContain(what);
        if (what is "Fit")
        {
            told["Advice"]!.AsArray().ShouldBeEmpty();
        }
    }
}
