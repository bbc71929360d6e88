using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Whoever knows the old password chooses a new one.</summary>
public sealed class OwnPasswordTests
{
    private const string Door = "/api/vestibule/password";
    private const string New = "seven quiet lanterns";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Who_must_choose_a_new_one_gets_on(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        var before = await somebody.SignIn();
        await somebody.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.MustResetPassword, true))
        );
        (await somebody.SignIn())["error"]!.GetValue<string>().ShouldBe("must_reset_password");

        var done = await Change(somebody, SignedIn.Password, New);
        done.Status.ShouldBe(200, done.Raw);
        done["Message"]!.GetValue<string>().ShouldBe("Password was successfully updated.");
        await somebody.World.App.Services.GetRequiredService<AccessFacts>().Refresh();
        (await somebody.SignIn()).Status.ShouldBe(400);
        var after = await somebody.Token(
            $"grant_type=password&username={somebody.User.Email}&password={Uri.EscapeDataString(New)}"
        );
        after.Status.ShouldBe(200, after.Raw);
        // Everything signed in with the old one has ended.
        (await somebody.World.App.Knocks($"Bearer {before.Said("access_token")}")).ShouldBe(401);
        (await somebody.Refresh(before.Said("refresh_token"))).Status.ShouldBe(400);

        await using var db = somebody.World.App.Db();
        var lines = await db
            .JournalEntries.Where(line =>
                line.Entity == "User" && line.EntityId == somebody.User.Id
            )
            .Select(line => $"{line.Member} {line.NewValue}")
            .ToListAsync();
        lines.ShouldContain("Password replaced");
        lines.ShouldContain("MustResetPassword false");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task What_is_wrong_is_named_and_never_said_back(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        foreach (
            var (old, wanted, why) in ((string, string, string)[])
                [
                    ("not it at all", New, "Password: is not right, or not of this user"),
                    (SignedIn.Password, "too short", "NewPassword: is shorter than 12 characters"),
                    (SignedIn.Password, "Password123!", "NewPassword: is too easy to guess"),
                    (SignedIn.Password, SignedIn.Password, "NewPassword: is the password there is"),
                ]
        )
        {
            var refused = await Change(somebody, old, wanted);
            (refused.Status, refused["Message"]!.GetValue<string>()).ShouldBe((400, why));
            refused.Raw.ShouldNotContain(old);
        }

        var empty = await somebody.World.App.Anonymous().Posts(Door, "{}");
        empty.Named().ShouldBe(["Email", "Password", "NewPassword"]);
        // Nobody's name hears what somebody's hears.
        var nobody = await Change(
            somebody,
            "not it at all",
            New,
            $"{Guid.NewGuid():N}@example.com"
        );
        nobody.Raw.ShouldBe((await Change(somebody, "not it at all", New)).Raw);
        (await somebody.SignIn()).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Guessing_is_locked_here_as_well(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        for (var guess = 0; guess < 5; guess++)
        {
            (await Change(somebody, $"guess {guess}", New)).Status.ShouldBe(400);
        }

        var locked = await Change(somebody, SignedIn.Password, New);
        locked.Status.ShouldBe(429);
        locked.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        (await somebody.SignIn()).Status.ShouldBe(429);
    }

    private static Task<Answer> Change(
        SignedIn somebody,
        string old,
        string wanted,
        string? email = null
    ) =>
        somebody
            .World.App.Anonymous()
            .Asks(
                HttpMethod.Post,
                Door,
                new JsonObject
                {
                    ["Email"] = email ?? somebody.User.Email,
                    ["Password"] = old,
                    ["NewPassword"] = wanted,
                }.ToJsonString()
            );
}
