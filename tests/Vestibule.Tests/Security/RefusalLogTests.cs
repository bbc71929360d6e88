using Vestibule.Database;
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
}
