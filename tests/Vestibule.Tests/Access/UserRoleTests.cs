using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Groups of permissions, and the catalogue they are made of.</summary>
public sealed class UserRoleTests
{
    private const string Users = "/api/sys/users";
    private const string UserRoles = "/api/security/userroles";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task RolesAreAddedAndRemovedAndPermissionsFollow(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: false, [home], []);
        var client = world.App.Basic(await world.Key(user));
        var role = (
            await admin.Posts(
                UserRoles,
                $$"""{"Name":"Readers","BusinessId":{{home.Id}},"Roles":["Coworker-List"]}"""
            )
        ).Id;
        var names = $$""" "Id":{{user.Id}},"FullName":"S","Email":"{{user.Email}}" """;

        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(401);
        (await admin.Puts(Users, $$"""{{{names}},"AddedUserRoles":[{{role}}]}""")).Status.ShouldBe(
            200
        );
        await Refresh(world);
        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(200);
        (
            await admin.Puts(
                UserRoles,
                $$"""{"Id":{{role}},"Name":"Readers","BusinessId":{{home.Id}},"Roles":["Coworker-Read"]}"""
            )
        ).Status.ShouldBe(200);
        await Refresh(world);
        (await client.Gets("/api/spaces/coworkers")).Status.ShouldBe(401);
        (await admin.Puts(Users, $$"""{{{names}},"RemovedUserRoles":[{{role}}]}"""))["Value"]![
            "UserRoles"
        ]!
            .AsArray()
            .ShouldBeEmpty();
        (await admin.Deletes($"{UserRoles}/{role}")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheCatalogueOfPermissionsIsReadLikeATable(DatabaseProvider provider)
    {
        var admin = await (await Apps.World(provider)).Administrator();

        var one = (
            await admin.Gets("/api/security/roles?Role_Name=identitycheck-cr")
        ).Records.ShouldHaveSingleItem()!;
        one["Name"]!.GetValue<string>().ShouldBe("CoworkerIdentityCheck-Create");
        (await admin.Gets($"/api/security/roles/{one["Id"]}"))["Name"]!
            .GetValue<string>()
            .ShouldBe("CoworkerIdentityCheck-Create");
        (await admin.Gets($"/api/security/roles/?id=[{one["Id"]},99999]"))
            .Json.AsArray()
            .Count.ShouldBe(1);
        var page = await admin.Gets(
            "/api/security/roles?size=10&page=2&orderBy=Name&dir=1&Role_SystemId="
        );
        (page.Records.Count, page["HasNextPage"]!.GetValue<bool>()).ShouldBe((10, true));
        (
            await admin.Gets("/api/security/roles?Role_SystemId=x&Role_UpdatedBy=y")
        ).Records.ShouldBeEmpty();
        (await admin.Gets("/api/security/roles/99999")).Raw.ShouldBe("\"Not found\"");
        var read = await admin.Gets($"/api/security/roles/{one["Id"]}");
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");
        read["CreatedOn"]!.GetValue<string>().ShouldBe("2026-01-01T00:00:00Z");
        read["UpdatedOn"]!.GetValue<string>().ShouldBe("2026-01-01T00:00:00Z");
    }

    private static Task<bool> Refresh(World world) =>
        world
            .App.Services.GetRequiredService<AccessFacts>()
            .Refresh(TestContext.Current.CancellationToken);
}
