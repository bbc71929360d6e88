using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Users through the API.</summary>
public sealed class UserTests
{
    private const string Users = "/api/sys/users";
    private const string UserRoles = "/api/security/userroles";
    private const string Password = "plum 7 harbour stairs";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task EveryMemberIsKeptSecretsReadNullAndTheyCanSignIn(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var role = (
            await admin.Posts(
                UserRoles,
                $$"""{"Name":"Desk","BusinessId":{{home.Id}},"Roles":["coworker-list","Coworker-Read"]}"""
            )
        ).Id;
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

        read.ToJsonString()
            .ShouldBe(
                JsonNode
                    .Parse(
                        $$"""
                        {"FullName":"Ann","Email":"{{email}}","Language":2,"PreferredLanguageId":3,"NewPassword":null,"AvatarFileName":null,"NewAvatarUrl":null,
                         "ClearAvatarFile":null,"Active":true,"IsAdmin":false,"APIAccess":true,"Validated":false,"MustResetPassword":false,"LastAccess":null,
                         "TwoFactorEnabled":false,"InvalidLoginAttempts":0,"LastLoginAttempt":null,"DefaultBusinessId":{{other.Id}},
                         "Businesses":[{{home.Id}},{{other.Id}}],"UserRoles":[{{role}}],"AddedUserRoles":null,"RemovedUserRoles":null,
                         "OnIdentityCheckUpdate":true,"OnVirtualOfficeTariffChange":true,"AccessToken":null,"Password":null,"PasswordSalt":null,
                         "TwoFactorSecret":null,"EmailCallBackGuid":null,"ApplicationId":null,"Devices":null,"ChatRooms":null,"IsNew":false,
                         "SystemId":"hr-1","ToStringText":"Ann","LocalizationDetails":null,"CustomFields":{"Data":[{"Name":"desk","Value":"4","Type":"string"}]} }
                        """
                    )!
                    .ToJsonString()
            );

        await Refresh(world);
        var ann = world.App.Basic($"{email}:{Password}");
        (await ann.Gets("/api/spaces/coworkers?size=1")).Status.ShouldBe(200);
        (await ann.Gets(Users)).Status.ShouldBe(401);
        var full = (await admin.Gets($"{Users}/{created.Id}")).Raw;
        (await admin.Puts(Users, full))["Value"]!
            .ToJsonString()
            .ShouldBe(JsonNode.Parse(full)!.ToJsonString());
        (
            await admin.Puts(
                Users,
                full.Replace("\"Active\":true", "\"Active\":false", StringComparison.Ordinal)
            )
        ).Status.ShouldBe(200);
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

        var put = await admin.Puts(
            Users,
            $$"""{"Id":{{user.Id}},"FullName":"Somebody","Email":"{{user.Email}}"}"""
        );

        var value = put["Value"]!;
        (value["APIAccess"]!.GetValue<bool>(), value["IsAdmin"]!.GetValue<bool>()).ShouldBe(
            (true, false)
        );
        value["Businesses"]!.ToJsonString().ShouldBe($"[{home.Id}]");
        value["UserRoles"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatCannotBeTakenIsNamed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: false, [home], []);

        (await admin.Posts(Users, """{"NewPassword":"tooshort1","Email":"x"}"""))
            .Named()
            .ShouldBe(["FullName", "Email", "NewPassword"]);
        var weak = await admin.Posts(
            Users,
            """{"FullName":"A","Email":"a@example.org","NewPassword":"ababababababab"}"""
        );
        (weak.Named()[0], weak["Errors"]![0]!["AttemptedValue"]).ShouldBe(("NewPassword", null));
        (
            await admin.Posts(
                Users,
                $$"""{"FullName":"A","Email":"{{user.Email!.ToUpperInvariant()}}"}"""
            )
        )
            .Named()
            .ShouldBe(["Email"]);
        (
            await admin.Posts(
                Users,
                $$"""{"FullName":"A","Email":"q{{Guid.NewGuid():N}}@example.org","Businesses":[{{home.Id}},99999999],"UserRoles":[99999999],"DefaultBusinessId":99999998}"""
            )
        )
            .Named()
            .ShouldBe(["Businesses", "UserRoles", "DefaultBusinessId"]);
        (
            await admin.Posts(
                UserRoles,
                $$"""{"Name":"R","BusinessId":{{home.Id}},"Roles":["Coworker-List","Shoe-Tie"]}"""
            )
        )
            .Named()
            .ShouldBe(["Roles"]);
        (await admin.Posts(UserRoles, """{"BusinessId":99999999}""")).Named().ShouldBe(["Name"]);
        (await admin.Posts(UserRoles, """{"Name":"R","BusinessId":99999999}"""))
            .Named()
            .ShouldBe(["BusinessId"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheJournalTellsWithoutSecrets(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var admin = await world.Administrator();
        var email = $"j{Guid.NewGuid():N}@example.org";
        var id = (
            await admin.Posts(
                Users,
                $$"""{"FullName":"J","APIAccess":true,"Active":true,"Email":"{{email}}","NewPassword":"{{Password}}"}"""
            )
        ).Id;
        var renewed = await admin.Puts(
            Users,
            $$"""{"Id":{{id}},"FullName":"J","APIAccess":true,"Active":true,"Email":"{{email}}","NewPassword":"{{Password}} again"}"""
        );
        renewed.Status.ShouldBe(200, renewed.Raw);
        var key = await admin.Posts(
            "/api/vestibule/apikeys",
            $$"""{"Name":"Theirs","UserId":{{id}}}"""
        );
        key.Status.ShouldBe(200, key.Raw);
        (await admin.Deletes($"{Users}/{id}")).Status.ShouldBe(200);

        await using var db = world.App.Db();
        var gone = await db
            .JournalEntries.Where(e => e.Entity == "ApiKey" && e.EntityId == key.Id)
            .OrderBy(e => e.Sequence)
            .ToListAsync(TestContext.Current.CancellationToken);
        gone.Select(line => (int)line.Action).ShouldBe([1, 3]);
        var lines = await db
            .JournalEntries.Where(e => e.Entity == "User" && e.EntityId == id)
            .OrderBy(e => e.Sequence)
            .ToListAsync(TestContext.Current.CancellationToken);
        lines.Select(line => (int)line.Action).ShouldBe([1, 2, 3]);
        lines[1].Member.ShouldBe("Password");
        lines.ShouldAllBe(line =>
            line.BusinessId == 0
            && !$"{line.OldValue}{line.NewValue}".Contains("harbour", StringComparison.Ordinal)
            && !$"{line.OldValue}{line.NewValue}".Contains("Hash", StringComparison.Ordinal)
        );
    }

    private static Task<bool> Refresh(World world) =>
        world
            .App.Services.GetRequiredService<AccessFacts>()
            .Refresh(TestContext.Current.CancellationToken);
}
