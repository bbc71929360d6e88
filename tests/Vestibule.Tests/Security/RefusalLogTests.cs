using System.Net.Http;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>Refusals leave a line for whoever watches.</summary>
public sealed class RefusalLogTests
{
    [Fact]
    public async Task AMissingPermissionLeavesALineWithNumberAndPrefix()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var world = new World(app);
        var business = await world.Business();
        using var somebody = await world.Operator(business);
        (await somebody.Gets("/api/sys/users")).Status.ShouldBe(401);
        await using var db = app.Db();
        var id = db.Users.Max(user => user.Id);
        app.Logs.Lines.ShouldContain(line =>
            line.Contains(
                $"User {id} lacks the permission User-List; asked from 127.0.0.0/24",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task SignInsLeaveALineWithoutTheName()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        foreach (
            var (name, password) in new[]
            {
                (VestibuleApp.AdminEmail, VestibuleApp.AdminPassword),
                (VestibuleApp.AdminEmail, "CanaryGuessZq7 of a password"),
                ("canary-name-zq7@example.com", "CanaryGuessZq7 of a password"),
            }
        )
        {
            using var client = app.Basic($"{name}:{password}");
            await client.Gets("/api/sys/users/me");
        }

        var lines = app
            .Logs.Lines.Where(line => line.Contains("CheckSignIn", StringComparison.Ordinal))
            .ToList();
        lines.Count.ShouldBe(3);
        lines[0].ShouldContain("User 1 signed in by password from 127.0.0.0/24");
        lines[1].ShouldContain("Sign-in of user 1 ");
        lines[2].ShouldContain("Sign-in of user (null) ");
        lines.ShouldAllBe(line => !line.Contains("zq7", StringComparison.OrdinalIgnoreCase));
        lines.ShouldAllBe(line =>
            !line.Contains(VestibuleApp.AdminEmail, StringComparison.Ordinal)
        );
    }

    /// <summary>The right password alone lets nobody in who has to choose a new one, nor does being asked for it again.</summary>
    [Fact]
    public async Task NobodyIsSaidToHaveSignedInWhoHasNot()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var somebody = await SignedIn.New(new World(app), isAdmin: true, []);
        var bearer = await somebody.Bearer();
        var before = app.Logs.Lines.Count;
        await app.Says(
            HttpMethod.Post,
            "/api/vestibule/me/secondfactor",
            Enrolment.Password,
            "application/json",
            ("Authorization", bearer)
        );
        await somebody.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.MustResetPassword, true))
        );
        (await somebody.SignIn()).Status.ShouldBe(400);
        (await app.Knocks(somebody.ByPassword)).ShouldBe(401);
        await Changes(somebody, "password");
        await Changes(somebody, "CanaryNewZq7 lanterns");

        var lines = app
            .Logs.Lines.Skip(before)
            .Where(line => line.Contains("CheckSignIn", StringComparison.Ordinal))
            .ToList();
        lines.ShouldAllBe(line => !line.Contains("signed in by p", StringComparison.Ordinal));
        lines
            .Count(line =>
                line.Contains(
                    $"User {somebody.User.Id} gave the right password and was not signed in by it, asked from 127.0.0.0/24",
                    StringComparison.Ordinal
                )
            )
            .ShouldBe(4, string.Join('\n', lines));
    }

    private static Task<Answer> Changes(SignedIn somebody, string wanted) =>
        somebody.World.App.Says(
            HttpMethod.Post,
            "/api/vestibule/password",
            $$"""{"Email":"{{somebody.User.Email}}","Password":"{{SignedIn.Password}}","NewPassword":"{{wanted}}"}""",
            "application/json"
        );
}
