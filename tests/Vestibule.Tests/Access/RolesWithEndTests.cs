using System.Net.Http;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>
/// A role with an end is held by a user of its own: permissions add up over all locations a user holds, so beside another
/// role it would reach further than was said, and leave something behind.
/// </summary>
public sealed class RolesWithEndTests
{
    private const string Users = "/api/sys/users";
    private const string Why = "a user of its own";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Are_not_given_beside_anything_else(DatabaseProvider provider)
    {
        var (here, there, world, admin) = await Two(provider);
        var manager = await world.User(isAdmin: false, [], []);
        (await Give(admin, manager, "Manager", here)).Status.ShouldBe(200);
        var elsewhere = await world.User(isAdmin: false, [here], []);
        foreach (
            var (user, at) in ((User, Business)[])
                [(manager, there), (manager, here), (elsewhere, there)]
        )
        {
            var refused = await Give(admin, user, "Inspector", at, Soon);
            refused.Status.ShouldBe(400, refused.Raw);
            refused.Raw.ShouldContain(Why);
        }

        (await Give(admin, elsewhere, "Inspector", here, Soon)).Status.ShouldBe(200);
        (await Give(admin, elsewhere, "Inspector", here, Soon.AddDays(1))).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Let_nothing_else_be_given_to_who_holds_one(DatabaseProvider provider)
    {
        var (here, there, world, admin) = await Two(provider);
        var user = await world.User(isAdmin: false, [], []);
        var twin = await world.User(isAdmin: false, [], []);
        (await Give(admin, user, "Inspector", here, Soon)).Status.ShouldBe(200);
        (await Give(admin, twin, "Reviewer", there)).Status.ShouldBe(200);
        (await Give(admin, user, "Reviewer", there)).Raw.ShouldContain(Why);
        (await Give(admin, user, "Reviewer", here)).Raw.ShouldContain(Why);
        (await Give(admin, user, "Owner", null)).Raw.ShouldContain(Why);
        var reviewers = (await admin.Gets($"{Users}/{twin.Id}"))["UserRoles"]![0]!.GetValue<long>();
        foreach (
            var more in (string[])
                [
                    $$""" "AddedUserRoles":[{{reviewers}}] """,
                    $$""" "Businesses":[{{here.Id}},{{there.Id}}] """,
                    """ "IsAdmin":true """,
                ]
        )
        {
            var refused = await Put(admin, user, more);
            refused.Status.ShouldBe(400, refused.Raw);
            refused.Raw.ShouldContain(Why);
        }

        // As a client saves it that has read it, and in exchange for the role.
        var seen = await admin.Gets($"{Users}/{user.Id}");
        (await admin.Puts(Users, seen.Raw)).Status.ShouldBe(200);
        (
            await Put(
                admin,
                user,
                $$""" "UserRoles":[{{reviewers}}],"Businesses":[{{there.Id}}] """
            )
        ).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Their_groups_are_not_given_without_one(DatabaseProvider provider)
    {
        var (here, _, world, admin) = await Two(provider);
        var inspector = await world.User(isAdmin: false, [], []);
        (await Give(admin, inspector, "Inspector", here, Soon)).Status.ShouldBe(200);
        var group = (await admin.Gets($"{Users}/{inspector.Id}"))["UserRoles"]![
            0
        ]!.GetValue<long>();
        var user = await world.User(isAdmin: false, [here], []);
        foreach (var list in (string[])["UserRoles", "AddedUserRoles"])
        {
            var refused = await Put(admin, user, $$""" "{{list}}":[{{group}}] """);
            refused.Named().ShouldBe(["UserRoles"]);
            refused.Raw.ShouldContain("readyroles");
        }

        (
            await admin.Posts(
                Users,
                $$"""{"FullName":"x","Email":"{{Guid.NewGuid():N}}@example.com","Businesses":[{{here.Id}}],"UserRoles":[{{group}}]}"""
            )
        )
            .Named()
            .ShouldBe(["UserRoles"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Are_shown_and_taken_away(DatabaseProvider provider)
    {
        var (here, there, world, admin) = await Two(provider);
        var user = await world.User(isAdmin: false, [], []);
        using var client = world.App.Basic(await world.Key(user));
        var door = $"/api/vestibule/users/{user.Id}/readyroles";
        (await admin.Gets(door)).Raw.ShouldBe("[]");
        (await Give(admin, user, "Inspector", here, Soon)).Status.ShouldBe(200);
        var shown = (await admin.Gets(door)).Json.AsArray().Single()!;
        shown["Name"]!.GetValue<string>().ShouldBe("Inspector");
        shown["BusinessId"]!.GetValue<long>().ShouldBe(here.Id);
        shown["EndsOn"]!.GetValue<string>().ShouldBe("2031-05-06T07:08:09Z");
        var key = shown["Key"]!.GetValue<long>();

        using var neighbour = await world.Operator(there, "User-Read", "User-Edit");
        (await neighbour.Gets(door)).Status.ShouldBe(404);
        (await neighbour.Deletes($"{door}/{key}")).Status.ShouldBe(404);
        using var weak = await world.Operator(here, "User-Edit");
        (await weak.Deletes($"{door}/{key}")).Raw.ShouldContain("do not hold");
        (await admin.Deletes($"{door}/999999999")).Status.ShouldBe(404);
        (await admin.Deletes($"{door}/x")).Status.ShouldBe(404);
        var taken = await admin.Deletes($"{door}/{key}");
        taken.Status.ShouldBe(200, taken.Raw);
        taken["Message"]!.GetValue<string>().ShouldStartWith("ReadyRole ");
        (await admin.Gets(door)).Raw.ShouldBe("[]");
        (await admin.Deletes($"{door}/{key}")).Status.ShouldBe(404);
        var told = await admin.Gets(
            $"/api/sys/audittrailentries?AuditTrailEntry_EntityId={user.Id}&size=100"
        );
        told.Raw.ShouldContain($"{key} until 2031-05-06T07:08:09Z");
        (await Give(admin, user, "Reviewer", here)).Status.ShouldBe(200);
        (await admin.Gets(door)).Json[0]!["EndsOn"].ShouldBeNull();
        (await Give(admin, user, "Owner", null)).Status.ShouldBe(200);
        (await admin.Gets(door)).Json[0]!["Name"]!.GetValue<string>().ShouldBe("Owner");
    }

    private static readonly DateTimeOffset Soon = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static async Task<(Business Here, Business There, World, HttpClient)> Two(
        DatabaseProvider provider
    )
    {
        var world = await Gates.World(provider);
        return (
            await world.Business(),
            await world.Business("Dock"),
            world,
            await world.Administrator()
        );
    }

    private static Task<Answer> Put(HttpClient admin, User user, string more) =>
        admin.Puts(
            Users,
            $$"""{"Id":{{user.Id}},"FullName":"x","Email":"{{user.Email}}",{{more}}}"""
        );

    private static Task<Answer> Give(
        HttpClient giver,
        User user,
        string name,
        Business? at,
        DateTimeOffset? ends = null
    ) =>
        giver.Posts(
            $"/api/vestibule/users/{user.Id}/readyroles",
            $$"""{"Name":"{{name}}","BusinessId":{{at?.Id.ToString() ?? "null"}}{{(ends is { } end ? $$""","EndsOn":"{{end:O}}" """ : "")}}}"""
        );
}
