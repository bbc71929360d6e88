using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>What a key opens, both ways it is used, until it is revoked.</summary>
public sealed class ApiKeyUseTests
{
    private const string Keys = "/api/vestibule/apikeys";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_key_is_Basic_and_a_token_until_it_is_revoked(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var user = await world.User(isAdmin: false, [await world.Business()], ["Coworker-List"]);
        var admin = await world.Administrator();
        var made = await admin.Posts(Keys, $$"""{"Name":"Theirs","UserId":{{user.Id}}}""");
        var (id, secret) = (Text(made["Value"]!, "KeyId"), Text(made["Value"]!, "Secret"));
        var basic = SignedIn.Basic($"{id}:{secret}");
        await Refresh(world);

        var byForm = await world.App.Token(
            $"grant_type=client_credentials&client_id={id}&client_secret={secret}"
        );
        byForm
            .Json.AsObject()
            .Select(member => member.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["access_token", "expires_in", "token_type"]);
        var byBasic = await world.App.Token(
            "grant_type=client_credentials",
            ("Authorization", basic)
        );
        string[] ways =
        [
            basic,
            $"Bearer {byForm.Said("access_token")}",
            $"Bearer {byBasic.Said("access_token")}",
        ];
        foreach (var way in ways)
        {
            var me = await Get(world, "/api/auth/me", way);
            me["Id"]!.GetValue<long>().ShouldBe(user.Id);
            (await world.App.Knocks(way, "/api/spaces/coworkers")).ShouldBe(200);
            (await world.App.Knocks(way, Keys)).ShouldBe(401);
        }

        // Written now rather than at some moment between the answers compared below.
        await world.App.Services.GetRequiredService<KeyUses>().Write(default);

        var revoked = await admin.Deletes($"{Keys}/{made.Id}");
        revoked.Raw.ShouldStartWith(
            $$"""{"Status":200,"Message":"ApiKey was successfully deleted.","Value":{"Id":{{made.Id}}},"""
        );
        await Refresh(world);
        foreach (var way in ways)
        {
            (await world.App.Knocks(way)).ShouldBe(401);
        }

        (
            await world.App.Token("grant_type=client_credentials", ("Authorization", basic))
        ).Status.ShouldBe(401);

        // Revoking again changes nothing, and the row stays to tell what the key was.
        var first = await admin.Gets($"{Keys}/{made.Id}");
        first["RevokedOn"].ShouldNotBeNull();
        (await admin.Deletes($"{Keys}/{made.Id}")).Status.ShouldBe(200);
        (await admin.Gets($"{Keys}/{made.Id}")).Raw.ShouldBe(first.Raw);
    }

    private static string Text(JsonNode value, string member) => value[member]!.GetValue<string>();

    private static Task<bool> Refresh(World world) =>
        world.App.Services.GetRequiredService<AccessFacts>().Refresh();

    private static Task<Answer> Get(World world, string path, string authorization) =>
        world.App.Says(HttpMethod.Get, path, null, null, ("Authorization", authorization));
}
