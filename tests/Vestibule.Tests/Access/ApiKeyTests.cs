using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Keys as they are made and shown over HTTP, and by whom.</summary>
public sealed class ApiKeyTests
{
    private const string Keys = "/api/vestibule/apikeys";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task The_secret_is_shown_once(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var admin = await world.Administrator();
        var made = await admin.Posts(Keys, """{"Name":"Nightly import"}""");
        made.Status.ShouldBe(200, made.Raw);
        var value = made["Value"]!.AsObject();
        value.Select(member => member.Key).ShouldBe(["Id", "KeyId", "Secret"]);
        var (id, secret) = (Text(value, "KeyId"), Text(value, "Secret"));
        id.ShouldMatch("^vk_[0-9a-f]{24}$");
        secret.ShouldMatch("^vks_[A-Za-z0-9_-]{43}$");
        made.Raw.ShouldStartWith(
            $$$"""{"Status":200,"Message":"ApiKey was successfully created.","Value":{"Id":{{{made.Id}}},"KeyId":"{{{id}}}","Secret":"{{{secret}}}"},"OpenInDialog":false,"""
        );

        var me = await admin.Gets("/api/auth/me");
        var read = await admin.Gets($"{Keys}/{made.Id}");
        read.Json.AsObject()
            .Select(member => member.Key)
            .ShouldBe([
                "KeyId",
                "Name",
                "UserId",
                "UserEmail",
                "ExpiresOn",
                "RevokedOn",
                "LastUsedOn",
                "Roles",
                "Businesses",
                "Id",
                "UpdatedOn",
                "CreatedOn",
                "UniqueId",
                "UpdatedBy",
                "IsNew",
                "SystemId",
                "ToStringText",
                "LocalizationDetails",
                "CustomFields",
            ]);
        read["Name"]!.GetValue<string>().ShouldBe("Nightly import");
        read["UserId"]!.ToJsonString().ShouldBe(me["Id"]!.ToJsonString());
        read["UserEmail"]!.ToJsonString().ShouldBe(me["Email"]!.ToJsonString());
        var list = await admin.Gets($"{Keys}?ApiKey_KeyId={id}");
        list.Records.Single()!.ToJsonString().ShouldBe(read.Json.ToJsonString());

        await using var db = world.App.Db();
        var told = await db
            .JournalEntries.Where(line => line.Entity == "ApiKey" && line.EntityId == made.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        var line = told.ShouldHaveSingleItem();
        line.BusinessId.ShouldBe(0);
        line.NewValue.ShouldNotBeNull().ShouldContain(id);
        line.NewValue.ShouldNotContain("Sha256");
        var digest = Convert.ToHexString(KeySecret.DigestOf(secret));
        foreach (var said in (string[])[read.Raw, list.Raw, line.NewValue])
        {
            said.ShouldNotContain(secret);
            said.ShouldNotContain(digest, Case.Insensitive);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Others_see_make_and_revoke_only_their_own(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var theirs = await (await world.Administrator()).Posts(Keys, """{"Name":"Foreign"}""");
        var me = await world.Operator(
            await world.Business(),
            "ApiKey-List",
            "ApiKey-Read",
            "ApiKey-Create",
            "ApiKey-Delete"
        );
        var mine = (await me.Gets("/api/auth/me"))["Id"]!.GetValue<long>();
        var made = await me.Posts(Keys, """{"Name":"Mine"}""");
        (await me.Gets($"{Keys}/{made.Id}"))["UserId"]!.GetValue<long>().ShouldBe(mine);
        (await me.Gets($"{Keys}?size=5000")).Records.ShouldAllBe(key =>
            key!["UserId"]!.GetValue<long>() == mine
        );
        foreach (var foreign in (long[])[theirs.Id, long.MaxValue])
        {
            var got = await me.Gets($"{Keys}/{foreign}");
            (got.Status, got.Raw).ShouldBe((404, "\"Not found\""));
            var gone = await me.Deletes($"{Keys}/{foreign}");
            (gone.Status, gone.Raw).ShouldBe((404, "\"Not found\""));
        }

        var admin = await world.User(isAdmin: true, [], []);
        foreach (var other in (long[])[admin.Id, long.MaxValue])
        {
            var refused = await me.Posts(Keys, $$"""{"Name":"Power","UserId":{{other}}}""");
            (refused.Status, refused["Message"]!.GetValue<string>()).ShouldBe(
                (400, "UserId: was not found")
            );
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Each_door_asks_for_its_permission(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var nobody = await world.Operator(await world.Business());
        foreach (
            var (method, path, role) in ((HttpMethod, string, string)[])
                [
                    (HttpMethod.Get, Keys, "ApiKey-List"),
                    (HttpMethod.Get, $"{Keys}/1", "ApiKey-Read"),
                    (HttpMethod.Post, Keys, "ApiKey-Create"),
                    (HttpMethod.Delete, $"{Keys}/1", "ApiKey-Delete"),
                ]
        )
        {
            var answer = await nobody.Asks(method, path);
            (answer.Status, answer.Raw).ShouldBe(
                (401, $$"""{"Message":"The permission {{role}} is needed for this."}""")
            );
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task What_a_key_cannot_be_is_said(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var admin = await world.Administrator();
        var member = await SignedIn.New(world, isAdmin: true, []);
        await member.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.APIAccess, false))
        );
        foreach (
            var (body, why) in ((string, string)[])
                [
                    ("{}", "Name: is a required field"),
                    (
                        """{"Name":"x","ExpiresOn":"2020-01-01T00:00:00Z"}""",
                        "ExpiresOn: lies in the past"
                    ),
                    ("""{"Name":"x","UserId":9223372036854775807}""", "UserId: was not found"),
                    (
                        $$"""{"Name":"x","UserId":{{member.User.Id}}}""",
                        "UserId: may not use the API"
                    ),
                ]
        )
        {
            var refused = await admin.Posts(Keys, body);
            (refused.Status, refused["Message"]!.GetValue<string>()).ShouldBe((400, why));
        }

        var kept = await admin.Posts(
            Keys,
            """{"Name":"x","ExpiresOn":"2199-12-31T23:00:00Z","SystemId":"s-1"}"""
        );
        kept.Status.ShouldBe(200, kept.Raw);
        var read = await admin.Gets($"{Keys}/{kept.Id}");
        read["ExpiresOn"]!.GetValue<string>().ShouldBe("2199-12-31T23:00:00Z");
        read["SystemId"]!.GetValue<string>().ShouldBe("s-1");
    }

    private static string Text(JsonNode value, string member) => value[member]!.GetValue<string>();
}
