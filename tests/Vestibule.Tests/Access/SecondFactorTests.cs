using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Enrolment;

namespace Vestibule.Tests.Access;

/// <summary>A user's second factor from the warning before it to losing the phone.</summary>
public sealed class SecondFactorTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task Is_begun_with_a_warning_and_switched_on_by_a_code(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        var pair = await ada.SignIn();
        using var client = Signed(app, pair);

        var begun = await client.Posts(
            Door,
            $$"""{"Password":"{{SignedIn.Password}}","KeyName":"Booking system"}"""
        );
        begun.Status.ShouldBe(200, begun.Raw);
        var value = begun["Value"]!;
        var seed = Seed(value["Secret"]!.GetValue<string>());
        seed.Length.ShouldBe(20);
        value["Uri"]!
            .GetValue<string>()
            .ShouldBe(
                $"otpauth://totp/Vestibule:{Uri.EscapeDataString(ada.User.Email!)}?secret={value["Secret"]}&issuer=Vestibule"
            );
        value["Warning"]!.GetValue<string>().ShouldContain("grant_type=password without totp");
        var key = $"{value["ApiKey"]!["KeyId"]}:{value["ApiKey"]!["Secret"]}";

        // Nothing has changed yet, and a wrong code changes nothing.
        (await ada.SignIn()).Status.ShouldBe(200);
        var wrong = await client.Posts($"{Door}/confirm", """{"Code":"000000"}""");
        (wrong.Status, wrong["Message"]!.GetValue<string>()).ShouldBe(
            (400, "Code: is not the code of this moment")
        );
        var confirmed = await client.Posts($"{Door}/confirm", Code(app, seed));
        confirmed.Status.ShouldBe(200, confirmed.Raw);
        var recovery = confirmed["Value"]!["RecoveryCodes"]!
            .AsArray()
            .Select(code => code!.GetValue<string>())
            .ToList();
        recovery.Count.ShouldBe(10);
        recovery.ShouldAllBe(code => code.Length == 27);
        await app.Look();

        // What had only the password ends, what has a key goes on.
        (await app.App.Knocks($"Bearer {pair.Said("access_token")}")).ShouldBe(401);
        (await ada.Refresh(pair.Said("refresh_token"))).Status.ShouldBe(400);
        (await app.App.Knocks(ada.ByPassword)).ShouldBe(401);
        (await app.App.Knocks(SignedIn.Basic(key))).ShouldBe(200);
        (await ada.SignIn())["error"]!.GetValue<string>().ShouldBe("two_factor_auth_check");
        // The code that confirmed is used up.
        (await ada.SignIn($"&totp={Now(app, seed)}")).Status.ShouldBe(400);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await ada.SignIn($"&totp={Now(app, seed)}")).Status.ShouldBe(200);

        // Seed and codes are nowhere in the clear.
        await using var db = app.App.Db();
        (await db.RecoveryCodes.CountAsync()).ShouldBe(10);
        var told = await db
            .JournalEntries.Where(line => line.EntityId == ada.User.Id)
            .Select(line => $"{line.Member} {line.OldValue} {line.NewValue}")
            .ToListAsync();
        told.ShouldContain("TwoFactorEnabled false true");
        told.ShouldAllBe(line => !recovery.Exists(code => line.Contains(code)));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Is_taken_away_by_password_and_code_together(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, seed, recovery) = await Enrolled(app);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        using var client = Signed(app, await ada.SignIn($"&totp={recovery[0]}"));
        (await client.Posts(Door, Password))["Message"]!
            .GetValue<string>()
            .ShouldStartWith("Code: is needed");
        foreach (
            var (body, named) in ((string, string)[])
                [
                    ("{}", "Password"),
                    (Password, "Code"),
                    ($$"""{"Password":"wrong","Code":"{{Now(app, seed)}}"}""", "Password"),
                    ($$"""{"Password":"{{SignedIn.Password}}","Code":"000000"}""", "Code"),
                ]
        )
        {
            var refused = await client.Posts($"{Door}/end", body);
            refused.Status.ShouldBe(400, refused.Raw);
            refused.Named()[0].ShouldBe(named);
            refused.Raw.ShouldNotContain(SignedIn.Password);
        }

        var ended = await client.Posts(
            $"{Door}/end",
            $$"""{"Password":"{{SignedIn.Password}}","Code":"{{Now(app, seed)}}"}"""
        );
        ended.Status.ShouldBe(200, ended.Raw);
        await app.Look();
        (await app.App.Knocks(ada.ByPassword)).ShouldBe(200);
        await using var db = app.App.Db();
        (await db.SecondFactors.CountAsync()).ShouldBe(0);
        (await db.RecoveryCodes.CountAsync()).ShouldBe(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Wrong_codes_are_locked_out_and_repeated_ones_are_not(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, seed, recovery) = await Enrolled(app);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Now(app, seed);
        (await ada.SignIn($"&totp={code}")).Status.ShouldBe(200);
        for (var again = 0; again < 8; again++)
        {
            (await ada.SignIn($"&totp={code}")).Status.ShouldBe(400);
            (await ada.SignIn()).Status.ShouldBe(400);
        }

        for (var guess = 0; guess < 5; guess++)
        {
            (await ada.SignIn($"&totp=12345{guess}x")).Status.ShouldBe(400);
        }

        (await ada.SignIn($"&totp={recovery[0]}")).Status.ShouldBe(429);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await ada.SignIn($"&totp={recovery[0]}")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Who_may_set_the_password_may_take_a_lost_factor_away(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, _, _) = await Enrolled(app);
        using var admin = await app.World.Administrator();
        using var desk = await app.World.Operator(await app.World.Business(), "User-Edit");
        var door = $"/api/vestibule/users/{ada.User.Id}/secondfactor";
        (await desk.Deletes(door)).Status.ShouldBe(404);
        (await admin.Deletes(door)).Status.ShouldBe(200);
        (await admin.Deletes(door)).Status.ShouldBe(200);
        await app.Look();
        (await app.App.Knocks(ada.ByPassword)).ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Beginning_asks_for_the_password_and_a_key_for_its_permission(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var ada = await SignedIn.New(
            app.World,
            isAdmin: false,
            [await app.World.Business()],
            "User-List"
        );
        using var client = Signed(app, await ada.SignIn());
        (await client.Posts(Door, "{}")).Named().ShouldBe(["Password"]);
        (await client.Posts(Door, """{"Password":"wrong"}""")).Named().ShouldBe(["Password"]);
        var key = await client.Posts(
            Door,
            $$"""{"Password":"{{SignedIn.Password}}","KeyName":"Mine"}"""
        );
        key.Named().ShouldBe(["KeyName"]);
        (await client.Posts($"{Door}/confirm", """{"Code":"123456"}"""))["Message"]!
            .GetValue<string>()
            .ShouldBe("Code: confirms nothing: no second factor was begun");
        (await client.Posts(Door, Password)).Status.ShouldBe(200);
        // Begun again it is another seed, and the first is forgotten.
        var second = await client.Posts(Door, Password);
        var seed = Seed(second["Value"]!["Secret"]!.GetValue<string>());
        (await client.Posts($"{Door}/confirm", Code(app, seed))).Status.ShouldBe(200);
    }
}
