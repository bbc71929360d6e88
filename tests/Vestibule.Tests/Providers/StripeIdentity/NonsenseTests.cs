using System.Net;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Something between here and Stripe answers in its place: nothing is concluded from that.</summary>
public sealed class NonsenseTests
{
    private static readonly (int Status, string Body)[] Answers =
    [
        (200, ""),
        (200, "null"),
        (200, "[]"),
        (200, "{}"),
        (200, "5"),
        (200, "<html>Sign in to the network</html>"),
        (200, """{"id":5,"status":[]}"""),
        (200, """{"id":"","object":"identity.verification_session"}"""),
        (302, "<html>moved</html>"),
        (400, "<html>bad</html>"),
        (502, "<html>bad gateway</html>"),
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsNoAnswerOfStripesChangesNothing(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        foreach (var (status, body) in Answers)
        {
            var name = $"{status} {body}";
            var (check, session) = await world.Started();
            session.Submit();
            session.Verify();
            var fresh = await world.Check();
            using var browser = await world.Browser(fresh);
            world.Stripe.Faults = _ => new Fault(status) { Body = body };
            await world.Sync(check);
            (await world.Status(check)).ShouldBe(VerificationStatus.Pending, name);
            (await world.Case(check)).Problem.ShouldNotBeNull(name);
            (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, name);
            foreach (
                var told in new[]
                {
                    await world.Admin.Posts(
                        $"/api/vestibule/businesses/{world.Business.Id}/stripe/check",
                        "{}"
                    ),
                    await world.Admin.Gets($"/api/vestibule/checks/{check}/stripe/files/1"),
                    await world.Command("CANCEL_CHECK", check),
                }
            )
            {
                told.Status.ShouldBeOneOf([200, 404, 503], $"{name}: {told.Raw}");
            }

            await world.Tidy();
            world.Stripe.Faults = _ => null;
            // Stripe's own word is believed again, and a session is made where there was none.
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            (await browser.Start()).StatusCode.ShouldBe(HttpStatusCode.SeeOther, name);
            await world.Sync(check);
            (await world.Status(check)).ShouldBe(VerificationStatus.Successful, name);
        }
    }
}
