using Vestibule.Database;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Enrolment;

namespace Vestibule.Tests.Access;

/// <summary>A stolen token is not enough to take an account over: what guards it asks for the password once more.</summary>
public sealed class OneselfTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task Ones_own_factor_and_password_are_not_changed_by_the_doors_for_others(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, seed, _) = await Enrolled(app);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        using var stolen = Signed(app, await ada.SignIn($"&totp={Now(app, seed)}"));
        var door = $"/api/vestibule/users/{ada.User.Id}/secondfactor";
        var refused = await stolen.Deletes(door);
        refused.Status.ShouldBe(500, refused.Raw);
        refused.Raw.ShouldContain("/api/vestibule/me/secondfactor/end");
        (await ada.SignIn())["error"]!.GetValue<string>().ShouldBe("two_factor_auth_check");

        var changed = await stolen.Puts(
            "/api/sys/users",
            $$"""{"Id":{{ada.User.Id}},"FullName":"A","Email":"{{ada.User.Email}}","NewPassword":"plum 7 harbour stairs"}"""
        );
        changed.Status.ShouldBe(400, changed.Raw);
        changed.Named().ShouldBe(["NewPassword"]);
        changed.Raw.ShouldContain("/api/vestibule/password");
        changed.Raw.ShouldNotContain("harbour");

        using var admin = await app.World.Administrator();
        var taken = await admin.Deletes(door);
        taken.Status.ShouldBe(200, taken.Raw);
        taken["Message"]!.GetValue<string>().ShouldBe("SecondFactor was successfully deleted.");
        (
            await admin.Puts(
                "/api/sys/users",
                $$"""{"Id":{{ada.User.Id}},"FullName":"A","Email":"{{ada.User.Email}}","NewPassword":"plum 7 harbour stairs"}"""
            )
        ).Status.ShouldBe(200);
    }
}
