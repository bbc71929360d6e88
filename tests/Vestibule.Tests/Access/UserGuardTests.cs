using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>What users may do to each other.</summary>
public sealed class UserGuardTests
{
    private const string Users = "/api/sys/users";
    private const string UserRoles = "/api/security/userroles";
    private const string Password = "plum 7 harbour stairs";
    private static readonly string[] UserDesk =
    [
        "User-List",
        "User-Read",
        "User-Create",
        "User-Edit",
        "User-Delete",
        "UserRole-List",
        "UserRole-Read",
        "UserRole-Create",
        "UserRole-Edit",
        "UserRole-Delete",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NobodyGivesAwayOrTakesOverMoreThanTheyHold(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var keeper = await world.Operator(mine, UserDesk);
        var peer = await world.User(isAdmin: false, [mine], ["User-List"]);
        var boss = await world.User(isAdmin: true, [], []);
        var abroad = await world.User(isAdmin: false, [mine, theirs], []);
        var stronger = await world.User(isAdmin: false, [mine], ["CoworkerIdentityCheck-Edit"]);
        var strong = (
            await admin.Posts(
                UserRoles,
                $$"""{"Name":"Strong","BusinessId":{{mine.Id}},"Roles":["CoworkerIdentityCheck-Edit"]}"""
            )
        ).Id;

        var seen = (await keeper.Gets($"{Users}?size=5000"))
            .Records.Select(r => r!["Id"]!.GetValue<long>())
            .ToList();
        seen.ShouldContain(peer.Id);
        seen.ShouldContain(stronger.Id);
        seen.ShouldNotContain(boss.Id);
        seen.ShouldNotContain(abroad.Id);
        (await keeper.Gets($"{Users}/{boss.Id}")).Status.ShouldBe(404);
        (await keeper.Deletes($"{Users}/{boss.Id}")).Status.ShouldBe(404);
        string Peer(string more) =>
            $$"""{"Id":{{peer.Id}},"FullName":"P","Email":"{{peer.Email}}"{{more}}}""";

        (await keeper.Puts(Users, Peer(""))).Status.ShouldBe(200);
        (await keeper.Puts(Users, Peer(""","IsAdmin":true"""))).Named().ShouldBe(["IsAdmin"]);
        (await keeper.Puts(Users, Peer(""","Businesses":[]"""))).Named().ShouldBe(["Businesses"]);
        (await keeper.Puts(Users, Peer($$""","Businesses":[{{theirs.Id}}]""")))
            .Named()
            .ShouldBe(["Businesses"]);
        (await keeper.Puts(Users, Peer($$""","AddedUserRoles":[{{strong}}]""")))
            .Named()
            .ShouldBe(["UserRoles"]);
        (
            await keeper.Puts(
                Users,
                $$"""{"Id":{{stronger.Id}},"FullName":"S","Email":"{{stronger.Email}}","NewPassword":"{{Password}}"}"""
            )
        )
            .Named()
            .ShouldBe(["Id"]);
        (await keeper.Deletes($"{Users}/{stronger.Id}")).Status.ShouldBe(500);
        (
            await keeper.Posts(
                Users,
                $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org"}"""
            )
        )
            .Named()
            .ShouldBe(["Businesses"]);
        (
            await keeper.Posts(
                Users,
                $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org","Businesses":[{{mine.Id}}],"IsAdmin":true}"""
            )
        )
            .Named()
            .ShouldBe(["IsAdmin"]);
        (await keeper.Posts(UserRoles, $$"""{"Name":"R","BusinessId":{{theirs.Id}},"Roles":[]}"""))
            .Named()
            .ShouldBe(["BusinessId"]);
        (
            await keeper.Posts(
                UserRoles,
                $$"""{"Name":"R","BusinessId":{{mine.Id}},"Roles":["CoworkerIdentityCheck-Edit"]}"""
            )
        )
            .Named()
            .ShouldBe(["Roles"]);
        (
            await keeper.Puts(
                UserRoles,
                $$"""{"Id":{{strong}},"Name":"Weak","BusinessId":{{mine.Id}},"Roles":[]}"""
            )
        )
            .Named()
            .ShouldBe(["Roles"]);
        (await keeper.Deletes($"{UserRoles}/{strong}")).Status.ShouldBe(500);
        (
            await keeper.Posts(
                Users,
                $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org","Businesses":[{{mine.Id}}]}"""
            )
        ).Status.ShouldBe(200);
        (await keeper.Deletes($"{Users}/{peer.Id}")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheLastFullAdministratorStays(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var app = await VestibuleApp.Start(provider);
        var world = new World(app);
        var home = await world.Business();
        var first = world.App.Basic($"{VestibuleApp.AdminEmail}:{VestibuleApp.AdminPassword}");
        var me = (await first.Gets(Users)).Records.ShouldHaveSingleItem()!;
        string Put(string more) =>
            $$"""{"Id":{{me["Id"]}},"FullName":"A","Email":"{{VestibuleApp.AdminEmail}}",{{more}}}""";

        (await first.Puts(Users, Put(""" "IsAdmin":false """))).Named().ShouldBe(["IsAdmin"]);
        (await first.Puts(Users, Put(""" "Active":false """))).Named().ShouldBe(["Active"]);
        (await first.Puts(Users, Put($""" "Businesses":[{home.Id}] """)))
            .Named()
            .ShouldBe(["Businesses"]);
        (await first.Deletes($"{Users}/{me["Id"]}"))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeFalse();

        // Two administrators who depose each other at the same moment: one of them stays.
        var second = await world.User(isAdmin: true, [], []);
        var other = world.App.Basic(await world.Key(second));
        var deposed = await Task.WhenAll(
            other.Puts(Users, Put(""" "IsAdmin":false """)),
            first.Puts(
                Users,
                $$"""{"Id":{{second.Id}},"FullName":"B","Email":"{{second.Email}}","IsAdmin":false}"""
            )
        );
        deposed
            .Count(answer => answer.Status == 200)
            .ShouldBe(1, string.Join('\n', deposed.Select(answer => answer.Raw)));
    }
}
