using Vestibule.Database;
using Vestibule.Hosting.Doctor;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What the doctor says of the keys.</summary>
public sealed class ExamTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheDoctorAsksStripeWhatEachKeyMayDo(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var key = world.Stripe.Keys[StripeWorld.Key];
        (await Said(world)).ShouldHaveSingleItem().ShouldContain("makes checks");

        world.Stripe.Keys[StripeWorld.Key] = key with { Balance = true };
        (await Said(world)).ShouldContain(line => line.Contains("more than is needed"));

        world.Stripe.Keys[StripeWorld.Key] = key with { Writes = false };
        (await Said(world))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                line => line.ShouldStartWith("BAD"),
                line => line.ShouldContain("Verification Sessions and Reports")
            );

        world.Stripe.Keys.Clear();
        (await Said(world)).ShouldHaveSingleItem().ShouldContain("does not know this key");
        world.Stripe.Sessions.ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> Said(StripeWorld world)
    {
        await using var text = new StringWriter();
        await ExamineHouse.Run(
            Patient.Of(world.App.Services),
            text,
            TestContext.Current.CancellationToken
        );
        text.ToString().ShouldNotContain(StripeWorld.Key);
        return
        [
            .. text.ToString()
                .Split('\n')
                .Where(line => line.Contains(" stripe: ", StringComparison.OrdinalIgnoreCase)),
        ];
    }
}
