using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Ways to more than one holds: none leads there.</summary>
public sealed class EscalationTests
{
    private const string Users = "/api/sys/users";
    private const string UserRoles = "/api/security/userroles";
    private const string Keys = "/api/vestibule/apikeys";
    private static readonly string[] Desk =
    [
        .. RoleCatalogue
            .All.Select(role => role.Name)
            .Where(name => name.StartsWith("User", StringComparison.Ordinal)),
        "ApiKey-Create",
        "ApiKey-Read",
        "Coworker-List",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NobodyRaisesThemselves(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs) = (await world.Business(), await world.Business("Dock"));
        var me = await world.User(isAdmin: false, [mine], Desk);
        using var desk = world.App.Basic(await world.Key(me));
        var admin = await world.Administrator();
        var strong = await Group(admin, mine.Id, "CoworkerIdentityCheck-Edit");
        string Self(string more) =>
            $$"""{"Id":{{me.Id}},"FullName":"Me","Email":"{{me.Email}}"{{more}}}""";

        (await desk.Puts(Users, Self(""","IsAdmin":true"""))).Named().ShouldBe(["IsAdmin"]);
        (await desk.Puts(Users, Self(""","Businesses":[]"""))).Named().ShouldBe(["Businesses"]);
        (await desk.Puts(Users, Self($$""","Businesses":[{{mine.Id}},{{theirs.Id}}]""")))
            .Named()
            .ShouldBe(["Businesses"]);
        (await desk.Puts(Users, Self($$""","AddedUserRoles":[{{strong}}]""")))
            .Named()
            .ShouldBe(["UserRoles"]);
        var own = (await desk.Gets($"{Users}/{me.Id}"))["UserRoles"]![0]!;
        var group = await desk.Gets($"{UserRoles}/{own}");
        (
            await desk.Puts(
                UserRoles,
                group.Raw.Replace(
                    "\"Coworker-List\"",
                    "\"Coworker-List\",\"Coworker-Edit\"",
                    StringComparison.Ordinal
                )
            )
        )
            .Named()
            .ShouldBe(["Roles"]);
        (await desk.Gets("/api/auth/me"))["Businesses"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AGroupOfAnotherLocationIsNoGroup(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs) = (await world.Business(), await world.Business("Dock"));
        using var desk = await world.Operator(mine, Desk);
        var admin = await world.Administrator();
        // Within what the desk holds, so that nothing but the location speaks against it.
        var foreign = await Group(admin, theirs.Id, "Coworker-List");
        var peer = await world.User(isAdmin: false, [mine], []);
        string Peer(string more) =>
            $$"""{"Id":{{peer.Id}},"FullName":"P","Email":"{{peer.Email}}"{{more}}}""";
        foreach (var member in new[] { "AddedUserRoles", "UserRoles" })
        {
            var (here, nowhere) = (
                await desk.Puts(Users, Peer($$""","{{member}}":[{{foreign}}]""")),
                await desk.Puts(Users, Peer($$""","{{member}}":[{{long.MaxValue}}]"""))
            );
            here["Message"]!.GetValue<string>().ShouldBe("UserRoles: was not found");
            here.Raw.Replace($"{foreign}", $"{long.MaxValue}", StringComparison.Ordinal)
                .ShouldBe(nowhere.Raw);
        }

        (
            await desk.Posts(
                Users,
                $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org","Businesses":[{{mine.Id}}],"UserRoles":[{{foreign}}]}"""
            )
        )
            .Named()
            .ShouldBe(["UserRoles"]);

        // What an administrator gave stays when the desk changes something else.
        (await admin.Puts(Users, Peer($$""","AddedUserRoles":[{{foreign}}]"""))).Status.ShouldBe(
            200
        );
        (await desk.Puts(Users, Peer(""))).Status.ShouldBe(200);
        (await desk.Gets($"{Users}/{peer.Id}"))["UserRoles"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsGivenAwayIsJudgedByWhatIsHeldNow(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var mine = await world.Business();
        var me = await world.User(isAdmin: false, [mine], Desk);
        using var desk = world.App.Basic(await world.Key(me));
        (await desk.Gets("/api/spaces/coworkers?size=1")).Status.ShouldBe(200);
        await using (var db = world.App.Db())
        {
            // As another instance would: nothing in this process has heard of it yet.
            var left = string.Join('\n', Desk.Where(name => name != "Coworker-List"));
            await db
                .UserRoles.Where(role => role.BusinessId == mine.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(role => role.RoleNames, left)
                            .SetProperty(role => role.Version, role => role.Version + 1),
                    TestContext.Current.CancellationToken
                );
            await db.AccessVersions.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Version, row => row.Version + 1),
                TestContext.Current.CancellationToken
            );
        }

        var refused = await desk.Posts(
            UserRoles,
            $$"""{"Name":"Late","BusinessId":{{mine.Id}},"Roles":["Coworker-List"]}"""
        );
        refused["Message"]!
            .GetValue<string>()
            .ShouldBe("Roles: name permissions you do not hold", refused.Raw);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AKeyMakesNoneThatOutlivesIt(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var me = await world.User(isAdmin: false, [await world.Business()], Desk);
        const string end = "2190-01-01T12:00:00Z";
        var admin = await world.Administrator();
        var lent = await admin.Posts(
            Keys,
            $$"""{"Name":"Lent","UserId":{{me.Id}},"ExpiresOn":"{{end}}"}"""
        );
        var (id, secret) = ($"{lent["Value"]!["KeyId"]}", $"{lent["Value"]!["Secret"]}");
        var traded = await world.App.Token(
            $"grant_type=client_credentials&client_id={id}&client_secret={secret}"
        );
        using var byKey = world.App.Basic($"{id}:{secret}");
        using var byToken = world.App.Anonymous();
        byToken.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            traded.Said("access_token")
        );
        foreach (var client in new[] { byKey, byToken })
        {
            foreach (var later in new[] { "2199-01-01", $"{end[..^1]}.000001Z" })
            {
                var refused = await client.Posts(
                    Keys,
                    $$"""{"Name":"Longer","ExpiresOn":"{{later}}"}"""
                );
                refused.Status.ShouldBe(400, refused.Raw);
                refused.Named().ShouldBe(["ExpiresOn"]);
            }

            foreach (var (asked, given) in new[] { ("null", end), ($"\"{end}\"", end) })
            {
                var made = await client.Posts(Keys, $$"""{"Name":"Same","ExpiresOn":{{asked}}}""");
                made.Status.ShouldBe(200, made.Raw);
                (await client.Gets($"{Keys}/{made.Id}"))["ExpiresOn"]!
                    .GetValue<string>()
                    .ShouldBe(given);
            }
        }
    }

    private static async Task<long> Group(HttpClient admin, long business, string role) =>
        (
            await admin.Posts(
                UserRoles,
                $$"""{"Name":"Group","BusinessId":{{business}},"Roles":["{{role}}"]}"""
            )
        ).Id;
}
