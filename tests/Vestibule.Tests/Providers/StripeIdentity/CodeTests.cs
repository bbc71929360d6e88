using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Providers.StripeIdentity;
using static Vestibule.IdentityChecks.VerificationStatus;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Every word Stripe has for what went wrong, and one it does not have yet.</summary>
public sealed class CodeTests
{
    private static readonly string[] Codes =
    [
        "document_expired",
        "document_type_not_supported",
        "document_type_not_allowed",
        "document_unverified_other",
        "selfie_document_missing_photo",
        "selfie_face_mismatch",
        "selfie_manipulated",
        "selfie_unverified_other",
        "id_number_insufficient_document_data",
        "id_number_mismatch",
        "id_number_unverified_other",
        "email_unverified_other",
        "email_verification_declined",
        "phone_unverified_other",
        "phone_verification_declined",
        "a_code_of_next_year",
    ];

    [Fact]
    public async Task EveryCodeFailsAndMayBeTriedAgainOnTheSameSession()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        foreach (var code in Codes)
        {
            var (check, session) = await world.Started();
            session.Submit();
            session.Fail(code);
            await world.Sync(check);
            var row = await world.Row(check);
            (row.VerificationStatus, row.LastError).ShouldBe((Failed, MemberWords.Of(code)), code);
            using var browser = await world.Browser(check);
            browser.Page.ShouldContain("Try again", Case.Sensitive, code);
            (await browser.Start()).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther, code);
            world.SessionOf(check).ShouldBe(session);
            session.Submit();
            session.Verify();
            await world.Sync(check);
            (await world.Status(check)).ShouldBe(Successful, code);
        }
    }

    [Fact]
    public async Task WhoDeclinesIsOfferedAnotherWayAndMayStillChange()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Fail("consent_declined", report: false);
        await world.Sync(check);
        var row = await world.Row(check);
        (row.VerificationStatus, row.LastError).ShouldBe(
            (Failed, MemberWords.Of("consent_declined"))
        );
        using var browser = await world.Browser(check);
        browser.Page.ShouldContain("Prefer another way?");
        browser.Page.ShouldContain("Try again");
        (await world.Case(check)).Failures.ShouldBe(0);
    }

    [Theory, InlineData("under_supported_age"), InlineData("country_not_supported")]
    public async Task SomeCanOnlyGoAnotherWay(string code)
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        using var browser = await world.Browser(check);
        var proof = browser.Proof;
        session.Fail(code, report: false);
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Failed);
        (await browser.Back()).ShouldNotContain("<button");
        (await browser.Start(proof)).StatusCode.ShouldNotBe(System.Net.HttpStatusCode.SeeOther);
        (await world.Command("START_STRIPE_SESSION", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await world.Command("SWITCH_TO_MANUAL", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await world.Row(check)).IdentityCheckProvider.ShouldBe(IdentityCheckProvider.Manual);
    }

    [Theory, InlineData("abandoned"), InlineData("device_not_supported")]
    public async Task NothingHandedInIsPending(string code)
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Fail(code, report: false);
        await world.Sync(check);
        (await world.Status(check)).ShouldBe(Pending);

        session.Submit();
        await world.Sync(check);
        session.Fail(code, report: false);
        await world.Sync(check);
        var row = await world.Row(check);
        (row.VerificationStatus, row.LastError).ShouldBe((Pending, MemberWords.Of(code)));
        (await world.Moves(check)).ShouldBe(["1>2", "2>1"]);
    }

    [Fact]
    public void BothLanguagesAreComplete()
    {
        Texts.Spanish.Keys.Order().ShouldBe(Texts.English.Keys.Order());
        foreach (var key in Texts.English.Keys)
        {
            Texts.Spanish[key].ShouldNotBeNullOrWhiteSpace();
            Texts
                .Spanish[key]
                .Contains("{place}", StringComparison.Ordinal)
                .ShouldBe(Texts.English[key].Contains("{place}", StringComparison.Ordinal), key);
            (key == "language" || Texts.Spanish[key] != Texts.English[key]).ShouldBeTrue(key);
        }

        Codes[..^1].ShouldAllBe(code => Texts.English.Keys.Contains($"code.{code}"));
    }
}
