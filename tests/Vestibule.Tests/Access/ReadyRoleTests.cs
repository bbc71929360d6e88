using System.Net.Http;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Roles as people speak of them, given for good or until a date, never beyond what the giver holds.</summary>
public sealed class ReadyRoleTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Fact]
    public void Name_only_permissions_there_are()
    {
        foreach (var role in ReadyRoles.All)
            role.Permissions.Where(name => RoleCatalogue.Named(name) is null)
                .ShouldBeEmpty(role.Name);
        ReadyRoles
            .Named("Inspector")!
            .Permissions.ShouldAllBe(name => name.EndsWith("-List") || name.EndsWith("-Read"));
        ReadyRoles
            .Named("front desk")!
            .Permissions.ShouldNotContain("CoworkerIdentityCheckDocument-Read");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Are_listed_from_the_widest_to_the_narrowest(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        using var admin = await world.Administrator();
        var listed = await admin.Gets("/api/vestibule/readyroles");
        listed
            .Json.AsArray()
            .Select(role => role!["Name"]!.GetValue<string>())
            .ShouldBe(["Owner", "Manager", "Reviewer", "Front desk", "Integration", "Inspector"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Become_groups_like_any_other_when_they_are_given(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var here = await app.World.Business();
        using var admin = await app.World.Administrator();
        var user = await app.World.User(isAdmin: false, [], []);
        var twin = await app.World.User(isAdmin: false, [], []);
        using var client = app.App.Basic(await app.World.Key(user));
        (await client.Gets(Checks)).Status.ShouldBe(401);
        (await Give(admin, user, "reviewer", here.Id)).Status.ShouldBe(200);
        (await Give(admin, twin, "Reviewer", here.Id)).Status.ShouldBe(200);
        await app.Look();
        (await client.Gets(Checks)).Status.ShouldBe(200);
        (await client.Posts(Checks, "{}")).Raw.ShouldContain("CoworkerIdentityCheck-Create");
        var shown = await admin.Gets($"/api/sys/users/{user.Id}");
        shown["Businesses"]!.ToJsonString().ShouldBe($"[{here.Id}]");
        var group = shown["UserRoles"]![0]!.GetValue<long>();
        var record = await admin.Gets($"/api/security/userroles/{group}");
        record["Name"]!.GetValue<string>().ShouldBe("Reviewer");
        record["Roles"]!
            .AsArray()
            .Select(name => name!.GetValue<string>())
            .ShouldBe(ReadyRoles.Named("Reviewer")!.Permissions);
        // One group for both.
        (await admin.Gets($"/api/sys/users/{twin.Id}"))["UserRoles"]!
            .ToJsonString()
            .ShouldBe($"[{group}]");

        (await Give(admin, twin, "Owner", null)).Status.ShouldBe(200);
        var owner = await admin.Gets($"/api/sys/users/{twin.Id}");
        owner["IsAdmin"]!.GetValue<bool>().ShouldBeTrue();
        owner["Businesses"]!.AsArray().Count.ShouldBe(0);
        (await Give(admin, twin, "Reviewer", here.Id)).Named().ShouldBe(["Name"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task An_end_is_kept_within_a_second_without_anybody_changing_anything(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var here = await app.World.Business();
        using var admin = await app.World.Administrator();
        var user = await app.World.User(isAdmin: false, [], []);
        using var client = app.App.Basic(await app.World.Key(user));
        (await Give(admin, user, "Inspector", here.Id)).Named().ShouldBe(["EndsOn"]);
        (await Give(admin, user, "Inspector", here.Id, app.Now)).Named().ShouldBe(["EndsOn"]);
        var end = app.Now.AddDays(2);
        (await Give(admin, user, "Inspector", here.Id, end)).Status.ShouldBe(200);
        await app.Look();
        (await client.Gets(Checks)).Status.ShouldBe(200);
        app.Clock.Advance(end - app.Now - TimeSpan.FromMilliseconds(1));
        (await client.Gets(Checks)).Status.ShouldBe(200);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await client.Gets(Checks)).Status.ShouldBe(401);

        // Saved by a client that knows no ends, it stays ended; given again it has the new end.
        var seen = await admin.Gets($"/api/sys/users/{user.Id}");
        (await admin.Puts("/api/sys/users", seen.Raw)).Status.ShouldBe(200);
        await app.Look();
        (await client.Gets(Checks)).Status.ShouldBe(401);
        (await Give(admin, user, "Inspector", here.Id, app.Now.AddDays(1))).Status.ShouldBe(200);
        await app.Look();
        (await client.Gets(Checks)).Status.ShouldBe(200);
        await using var db = app.App.Db();
        (
            await db
                .JournalEntries.Where(line => line.Member == "UserRoles")
                .Select(line => line.NewValue)
                .ToListAsync()
        ).ShouldAllBe(told => told!.Contains(" until 2026-03-"));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Nobody_gives_more_than_they_hold_nor_for_longer(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var (here, there) = (await app.World.Business(), await app.World.Business("Dock"));
        using var admin = await app.World.Administrator();
        var keeper = await app.World.User(isAdmin: false, [], []);
        using var client = app.App.Basic(await app.World.Key(keeper));
        var end = app.Now.AddDays(5);
        (await Give(admin, keeper, "Manager", here.Id, end)).Status.ShouldBe(200);
        await app.Look();
        var user = await app.World.User(isAdmin: false, [here], []);
        (await Give(client, user, "Owner", null)).Named().ShouldBe(["Name"]);
        (await Give(client, user, "Reviewer", there.Id)).Named().ShouldBe(["BusinessId"]);
        (await Give(client, user, "Reviewer", here.Id)).Named().ShouldBe(["UserRoles"]);
        (await Give(client, user, "Reviewer", here.Id, end.AddSeconds(1)))
            .Named()
            .ShouldBe(["UserRoles"]);
        // What was refused has left no group behind.
        await using (var db = app.App.Db())
            (await db.UserRoles.CountAsync(r => r.Name == "Reviewer")).ShouldBe(0);
        (await Give(client, user, "Reviewer", here.Id, end)).Status.ShouldBe(200);
        (await Give(client, user, "Nothing", here.Id, end)).Named().ShouldBe(["Name"]);
        // Nor themselves, nor somebody else's lasting role by another door.
        (await Give(client, keeper, "Manager", here.Id))
            .Named()
            .ShouldBe(["UserRoles"]);
        var lasting = await app.World.User(isAdmin: false, [here], ["User-List"]);
        (
            await client.Puts(
                "/api/sys/users",
                $$"""{"Id":{{lasting.Id}},"FullName":"x","Email":"{{lasting.Email}}","NewPassword":"plum 7 harbour stairs"}"""
            )
        )
            .Named()
            .ShouldBe(["Id"]);
        // A front desk gives no manager.
        using var desk = await app.World.Operator(here, "User-Edit");
        (await Give(desk, user, "Manager", here.Id)).Status.ShouldBe(400);
        (await Give(client, 999_999_999, "Reviewer", here.Id)).Status.ShouldBe(404);
    }

    private static Task<Answer> Give(
        HttpClient giver,
        User user,
        string name,
        long? business,
        DateTimeOffset? ends = null
    ) => Give(giver, user.Id, name, business, ends);

    private static Task<Answer> Give(
        HttpClient giver,
        long user,
        string name,
        long? business,
        DateTimeOffset? ends = null
    ) =>
        giver.Posts(
            $"/api/vestibule/users/{user}/readyroles",
            $$"""{"Name":"{{name}}","BusinessId":{{business?.ToString() ?? "null"}}{{(ends is { } end ? $$""","EndsOn":"{{end:O}}" """ : "")}}}"""
        );
}
