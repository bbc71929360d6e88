using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Users and groups of permissions through the API.</summary>
public sealed class UserTests
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
    public async Task EveryMemberIsKeptSecretsReadNullAndTheyCanSignIn(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var role = (await admin.Posts(UserRoles, $$"""{"Name":"Desk","BusinessId":{{home.Id}},"Roles":["coworker-list","Coworker-Read"]}""")).Id;
        var email = $"Ann.{Guid.NewGuid():N}@example.org";

        var created = await admin.Posts(
            Users,
            $$"""
            {"FullName":"Ann","Email":"{{email}}","Language":2,"PreferredLanguageId":3,"NewPassword":"{{Password}}","Active":true,"IsAdmin":false,
             "APIAccess":true,"Validated":false,"MustResetPassword":false,"DefaultBusinessId":{{other.Id}},"Businesses":[{{other.Id}},{{home.Id}}],
             "UserRoles":[{{role}}],"OnIdentityCheckUpdate":true,"OnVirtualOfficeTariffChange":true,"Password":"ignored","TwoFactorEnabled":true,
             "SystemId":"hr-1","CustomFields":{"Data":[{"Name":"desk","Value":"4","Type":"string"}]} }
            """
        );
        created.Status.ShouldBe(200, created.Raw);
        created.Raw.ShouldNotContain(Password);
        var read = (await admin.Gets($"{Users}/{created.Id}")).Json.AsObject();
        foreach (var member in new[] { "Id", "UpdatedOn", "CreatedOn", "UniqueId", "UpdatedBy" })
        {
            read.Remove(member).ShouldBeTrue();
        }

        read.ToJsonString().ShouldBe(JsonNode.Parse(
            $$"""
            {"FullName":"Ann","Email":"{{email}}","Language":2,"PreferredLanguageId":3,"NewPassword":null,"AvatarFileName":null,"NewAvatarUrl":null,
             "ClearAvatarFile":null,"Active":true,"IsAdmin":false,"APIAccess":true,"Validated":false,"MustResetPassword":false,"LastAccess":null,
             "TwoFactorEnabled":false,"InvalidLoginAttempts":0,"LastLoginAttempt":null,"DefaultBusinessId":{{other.Id}},
             "Businesses":[{{home.Id}},{{other.Id}}],"UserRoles":[{{role}}],"AddedUserRoles":null,"RemovedUserRoles":null,
             "OnIdentityCheckUpdate":true,"OnVirtualOfficeTariffChange":true,"AccessToken":null,"Password":null,"PasswordSalt":null,
             "TwoFactorSecret":null,"EmailCallBackGuid":null,"ApplicationId":null,"Devices":null,"ChatRooms":null,"IsNew":false,
             "SystemId":"hr-1","ToStringText":"Ann","LocalizationDetails":null,"CustomFields":{"Data":[{"Name":"desk","Value":"4","Type":"string"}]} }
            """
        )!.ToJsonString());

        await Refresh(world);
        var ann = SignedIn(world, email, Password);
        (await ann.Gets("/api/spaces/coworkers?size=1")).Status.ShouldBe(200);
        (await ann.Gets(Users)).Status.ShouldBe(401);
        var full = (await admin.Gets($"{Users}/{created.Id}")).Raw;
        (await admin.Puts(Users, full))["Value"]!.ToJsonString().ShouldBe(JsonNode.Parse(full)!.ToJsonString());
        (await admin.Puts(Users, full.Replace("\"Active\":true", "\"Active\":false", StringComparison.Ordinal))).Status.ShouldBe(200);
        await Refresh(world);
        (await ann.Gets("/api/spaces/coworkers?size=1")).Status.ShouldBe(401);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatALeftOutMemberMeans(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: false, [home], ["Coworker-List"]);

        var put = await admin.Puts(Users, $$"""{"Id":{{user.Id}},"FullName":"Somebody","Email":"{{user.Email}}"}""");

        var value = put["Value"]!;
        (value["APIAccess"]!.GetValue<bool>(), value["IsAdmin"]!.GetValue<bool>()).ShouldBe((true, false));
        value["Businesses"]!.ToJsonString().ShouldBe($"[{home.Id}]");
        value["UserRoles"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task RolesAreAddedAndRemovedAndPermissionsFollow(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: false, [home], []);
        var client = WithKey(world, await world.Key(user));
        var role = (await admin.Posts(UserRoles, $$"""{"Name":"Readers","BusinessId":{{home.Id}},"Roles":["Coworker-List"]}""")).Id;
        var names = $$""" "Id":{{user.Id}},"FullName":"S","Email":"{{user.Email}}" """;

        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(401);
        (await admin.Puts(Users, $$"""{{{names}},"AddedUserRoles":[{{role}}]}""")).Status.ShouldBe(200);
        await Refresh(world);
        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(200);
        (await admin.Puts(UserRoles, $$"""{"Id":{{role}},"Name":"Readers","BusinessId":{{home.Id}},"Roles":["Coworker-Read"]}""")).Status.ShouldBe(200);
        await Refresh(world);
        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(401);
        (await admin.Puts(Users, $$"""{{{names}},"RemovedUserRoles":[{{role}}]}"""))["Value"]!["UserRoles"]!.AsArray().ShouldBeEmpty();
        (await admin.Deletes($"{UserRoles}/{role}")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatCannotBeTakenIsNamed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: false, [home], []);

        Named(await admin.Posts(Users, """{"NewPassword":"tooshort1","Email":"x"}""")).ShouldBe(["FullName", "Email", "NewPassword"]);
        var weak = await admin.Posts(Users, """{"FullName":"A","Email":"a@example.org","NewPassword":"ababababababab"}""");
        (Named(weak)[0], weak["Errors"]![0]!["AttemptedValue"]).ShouldBe(("NewPassword", null));
        Named(await admin.Posts(Users, $$"""{"FullName":"A","Email":"{{user.Email!.ToUpperInvariant()}}"}""")).ShouldBe(["Email"]);
        Named(await admin.Posts(Users, $$"""{"FullName":"A","Email":"q{{Guid.NewGuid():N}}@example.org","Businesses":[{{home.Id}},99999999],"UserRoles":[99999999],"DefaultBusinessId":99999998}"""))
            .ShouldBe(["Businesses", "UserRoles", "DefaultBusinessId"]);
        Named(await admin.Posts(UserRoles, $$"""{"Name":"R","BusinessId":{{home.Id}},"Roles":["Coworker-List","Shoe-Tie"]}""")).ShouldBe(["Roles"]);
        Named(await admin.Posts(UserRoles, """{"BusinessId":99999999}""")).ShouldBe(["Name"]);
        Named(await admin.Posts(UserRoles, """{"Name":"R","BusinessId":99999999}""")).ShouldBe(["BusinessId"]);
    }

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
        var strong = (await admin.Posts(UserRoles, $$"""{"Name":"Strong","BusinessId":{{mine.Id}},"Roles":["CoworkerIdentityCheck-Edit"]}""")).Id;

        var seen = (await keeper.Gets($"{Users}?size=5000")).Records.Select(r => r!["Id"]!.GetValue<long>()).ToList();
        seen.ShouldContain(peer.Id);
        seen.ShouldContain(stronger.Id);
        seen.ShouldNotContain(boss.Id);
        seen.ShouldNotContain(abroad.Id);
        (await keeper.Gets($"{Users}/{boss.Id}")).Status.ShouldBe(404);
        (await keeper.Deletes($"{Users}/{boss.Id}")).Status.ShouldBe(404);
        string Peer(string more) => $$"""{"Id":{{peer.Id}},"FullName":"P","Email":"{{peer.Email}}"{{more}}}""";

        (await keeper.Puts(Users, Peer(""))).Status.ShouldBe(200);
        Named(await keeper.Puts(Users, Peer(""","IsAdmin":true"""))).ShouldBe(["IsAdmin"]);
        Named(await keeper.Puts(Users, Peer(""","Businesses":[]"""))).ShouldBe(["Businesses"]);
        Named(await keeper.Puts(Users, Peer($$""","Businesses":[{{theirs.Id}}]"""))).ShouldBe(["Businesses"]);
        Named(await keeper.Puts(Users, Peer($$""","AddedUserRoles":[{{strong}}]"""))).ShouldBe(["UserRoles"]);
        Named(await keeper.Puts(Users, $$"""{"Id":{{stronger.Id}},"FullName":"S","Email":"{{stronger.Email}}","NewPassword":"{{Password}}"}""")).ShouldBe(["Id"]);
        (await keeper.Deletes($"{Users}/{stronger.Id}")).Status.ShouldBe(500);
        Named(await keeper.Posts(Users, $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org"}""")).ShouldBe(["Businesses"]);
        Named(await keeper.Posts(Users, $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org","Businesses":[{{mine.Id}}],"IsAdmin":true}""")).ShouldBe(["IsAdmin"]);
        Named(await keeper.Posts(UserRoles, $$"""{"Name":"R","BusinessId":{{theirs.Id}},"Roles":[]}""")).ShouldBe(["BusinessId"]);
        Named(await keeper.Posts(UserRoles, $$"""{"Name":"R","BusinessId":{{mine.Id}},"Roles":["CoworkerIdentityCheck-Edit"]}""")).ShouldBe(["Roles"]);
        Named(await keeper.Puts(UserRoles, $$"""{"Id":{{strong}},"Name":"Weak","BusinessId":{{mine.Id}},"Roles":[]}""")).ShouldBe(["Roles"]);
        (await keeper.Deletes($"{UserRoles}/{strong}")).Status.ShouldBe(500);
        (await keeper.Posts(Users, $$"""{"FullName":"N","Email":"n{{Guid.NewGuid():N}}@example.org","Businesses":[{{mine.Id}}]}""")).Status.ShouldBe(200);
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
        var first = SignedIn(world, VestibuleApp.AdminEmail, VestibuleApp.AdminPassword);
        var me = (await first.Gets(Users)).Records.ShouldHaveSingleItem()!;
        string Put(string more) => $$"""{"Id":{{me["Id"]}},"FullName":"A","Email":"{{VestibuleApp.AdminEmail}}",{{more}}}""";

        Named(await first.Puts(Users, Put(""" "IsAdmin":false """))).ShouldBe(["IsAdmin"]);
        Named(await first.Puts(Users, Put(""" "Active":false """))).ShouldBe(["Active"]);
        Named(await first.Puts(Users, Put($""" "Businesses":[{home.Id}] """))).ShouldBe(["Businesses"]);
        (await first.Deletes($"{Users}/{me["Id"]}"))["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();

        // Two administrators who depose each other at the same moment: one of them stays.
        var second = await world.User(isAdmin: true, [], []);
        var other = WithKey(world, await world.Key(second));
        var deposed = await Task.WhenAll(
            other.Puts(Users, Put(""" "IsAdmin":false """)),
            first.Puts(Users, $$"""{"Id":{{second.Id}},"FullName":"B","Email":"{{second.Email}}","IsAdmin":false}""")
        );
        deposed.Count(answer => answer.Status == 200).ShouldBe(1, string.Join('\n', deposed.Select(answer => answer.Raw)));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheJournalTellsWithoutSecrets(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var admin = await world.Administrator();
        var email = $"j{Guid.NewGuid():N}@example.org";
        var id = (await admin.Posts(Users, $$"""{"FullName":"J","Email":"{{email}}","NewPassword":"{{Password}}"}""")).Id;
        var renewed = await admin.Puts(Users, $$"""{"Id":{{id}},"FullName":"J","Email":"{{email}}","NewPassword":"{{Password}} again"}""");
        renewed.Status.ShouldBe(200, renewed.Raw);
        (await admin.Deletes($"{Users}/{id}")).Status.ShouldBe(200);

        await using var db = world.App.Db();
        var lines = await db.JournalEntries.Where(e => e.Entity == "User" && e.EntityId == id).OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        lines.Select(line => (int)line.Action).ShouldBe([1, 2, 3]);
        lines[1].Member.ShouldBe("Password");
        lines.ShouldAllBe(line => line.BusinessId == 0 && !$"{line.OldValue}{line.NewValue}".Contains("harbour", StringComparison.Ordinal) && !$"{line.OldValue}{line.NewValue}".Contains("Hash", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheCatalogueOfPermissionsIsReadLikeATable(DatabaseProvider provider)
    {
        var admin = await (await Apps.World(provider)).Administrator();

        var one = (await admin.Gets("/api/security/roles?Role_Name=identitycheck-cr")).Records.ShouldHaveSingleItem()!;
        one["Name"]!.GetValue<string>().ShouldBe("CoworkerIdentityCheck-Create");
        (await admin.Gets($"/api/security/roles/{one["Id"]}"))["Name"]!.GetValue<string>().ShouldBe("CoworkerIdentityCheck-Create");
        (await admin.Gets($"/api/security/roles/?id=[{one["Id"]},99999]")).Json.AsArray().Count.ShouldBe(1);
        var page = await admin.Gets("/api/security/roles?size=10&page=2&orderBy=Name&dir=1&Role_SystemId=");
        (page.Records.Count, page["HasNextPage"]!.GetValue<bool>()).ShouldBe((10, true));
        (await admin.Gets("/api/security/roles?Role_SystemId=x&Role_UpdatedBy=y")).Records.ShouldBeEmpty();
        (await admin.Gets("/api/security/roles/99999")).Raw.ShouldBe("\"Not found\"");
    }

    private static string[] Named(Answer refused) => [.. refused["Errors"]!.AsArray().Select(e => e!["PropertyName"]!.GetValue<string>())];

    private static Task<bool> Refresh(World world) =>
        world.App.Services.GetRequiredService<AccessFacts>().Refresh(TestContext.Current.CancellationToken);

    private static HttpClient SignedIn(World world, string email, string password) => WithKey(world, $"{email}:{password}");

    private static HttpClient WithKey(World world, string secret)
    {
        var client = world.App.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        return client;
    }
}
