using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>A key reaches no further and lasts no longer than its user and its maker.</summary>
public sealed class KeyReachTests
{
    private const string Keys = "/api/vestibule/apikeys";
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Is_held_to_permissions_and_locations(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var (here, there) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        foreach (var place in (Business[])[here, there])
        {
            var coworker = await world.Coworker(place);
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{place.Id}},"CoworkerId":{{coworker.Id}},"Name":"x"}"""
                )
            ).Status.ShouldBe(200);
        }

        var made = await admin.Posts(
            Keys,
            $$"""{"Name":"Kiosk","Roles":["coworkeridentitycheck-list","ApiKey-List"],"Businesses":[{{here.Id}}]}"""
        );
        made.Status.ShouldBe(200, made.Raw);
        await Look(world);
        using var kiosk = world.App.Basic(Secret(made));
        var seen = await kiosk.Gets($"{Checks}?size=5000");
        seen.Status.ShouldBe(200);
        seen.Records.ShouldAllBe(check => check!["BusinessId"]!.GetValue<long>() == here.Id);
        seen.Records.Count.ShouldBe(1);
        (await kiosk.Gets($"{Checks}/1")).Raw.ShouldContain("CoworkerIdentityCheck-Read");
        (await kiosk.Gets("/api/sys/users")).Status.ShouldBe(401);
        var shown = await admin.Gets($"{Keys}/{made.Id}");
        shown["Roles"]!.ToJsonString().ShouldBe("""["ApiKey-List","CoworkerIdentityCheck-List"]""");
        shown["Businesses"]!.ToJsonString().ShouldBe($"[{here.Id}]");

        // A token traded for it reaches as far and no further.
        var token = await world.App.Token(
            "grant_type=client_credentials",
            ("Authorization", SignedIn.Basic(Secret(made)))
        );
        var bearer = $"Bearer {token.Said("access_token")}";
        (await world.App.Knocks(bearer, Checks)).ShouldBe(200);
        (await world.App.Knocks(bearer, "/api/sys/users")).ShouldBe(401);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Follows_its_user_down(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var here = await world.Business();
        var user = await world.User(isAdmin: false, [here], ["CoworkerIdentityCheck-List"]);
        var admin = await world.Administrator();
        var made = await admin.Posts(
            Keys,
            $$"""{"Name":"x","UserId":{{user.Id}},"Roles":["CoworkerIdentityCheck-List"],"Businesses":[{{here.Id}}]}"""
        );
        made.Status.ShouldBe(200, made.Raw);
        await Look(world);
        var basic = SignedIn.Basic(Secret(made));
        (await world.App.Knocks(basic, Checks)).ShouldBe(200);
        await using (var db = world.App.Db())
        {
            await db.Set<UserRoleMembership>()
                .Where(held => held.UserId == user.Id)
                .ExecuteDeleteAsync();
            await db.AccessVersions.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.Version, row => row.Version + 1)
            );
        }

        await Look(world);
        (await world.App.Knocks(basic, Checks)).ShouldBe(401);
        (await world.App.Knocks(basic)).ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Cannot_be_wider_than_its_user_or_its_maker(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var (here, there) = (await world.Business(), await world.Business("Dock"));
        using var keeper = await world.Operator(here, "ApiKey-Create", "User-List");
        foreach (
            var (body, why) in ((string, string)[])
                [
                    (
                        """{"Name":"x","Roles":["User-Edit"]}""",
                        "Roles: name permissions that you or the user do not hold"
                    ),
                    (
                        """{"Name":"x","Roles":["Nothing-Such"]}""",
                        "Roles: names no permission: Nothing-Such"
                    ),
                    ($$"""{"Name":"x","Businesses":[{{there.Id}}]}""", "Businesses: was not found"),
                    ("""{"Name":"x","Businesses":[999999999]}""", "Businesses: was not found"),
                ]
        )
        {
            var refused = await keeper.Posts(Keys, body);
            (refused.Status, refused["Message"]!.GetValue<string>()).ShouldBe((400, why));
        }

        var admin = await world.Administrator();
        (await admin.Posts(Keys, """{"Name":"x","Roles":["User-List"]}"""))["Message"]!
            .GetValue<string>()
            .ShouldBe(
                "Businesses: is a required field when Roles hold back a full administrator's key"
            );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_key_made_with_a_key_is_within_it_and_ends_with_it(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var here = await world.Business();
        var admin = await world.Administrator();
        var parent = await admin.Posts(
            Keys,
            $$"""{"Name":"Parent","Roles":["ApiKey-Create","ApiKey-Read","User-List"],"Businesses":[{{here.Id}}],"ExpiresOn":"2199-01-01T00:00:00Z"}"""
        );
        await Look(world);
        using var bearer = world.App.Basic(Secret(parent));
        (await bearer.Posts(Keys, """{"Name":"Wider","Roles":["User-Edit"]}"""))
            .Named()
            .ShouldBe(["Roles"]);
        (await bearer.Posts(Keys, """{"Name":"Longer","ExpiresOn":"2199-01-02T00:00:00Z"}"""))
            .Named()
            .ShouldBe(["ExpiresOn"]);
        var child = await bearer.Posts(Keys, """{"Name":"Child"}""");
        child.Status.ShouldBe(200, child.Raw);
        var shown = await admin.Gets($"{Keys}/{child.Id}");
        shown["Roles"]!.AsArray().Count.ShouldBe(3);
        shown["Businesses"]!.ToJsonString().ShouldBe($"[{here.Id}]");
        shown["ExpiresOn"]!.GetValue<string>().ShouldBe("2199-01-01T00:00:00Z");
        await Look(world);
        var basic = SignedIn.Basic(Secret(child));
        (await world.App.Knocks(basic, "/api/sys/users")).ShouldBe(200);
        (await admin.Deletes($"{Keys}/{parent.Id}")).Status.ShouldBe(200);
        await Look(world);
        (await world.App.Knocks(basic)).ShouldBe(401);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Its_last_use_is_told_to_the_hour_and_written_as_rarely(
        DatabaseProvider provider
    )
    {
        await using var app = await ClockedApp.Start(provider);
        var user = await app.World.User(isAdmin: true, [], []);
        var basic = SignedIn.Basic(await app.World.Key(user));
        var uses = app.App.Services.GetRequiredService<KeyUses>();
        async Task<DateTimeOffset?> Told()
        {
            await uses.Write(TestContext.Current.CancellationToken);
            await using var db = app.App.Db();
            return await db
                .ApiKeys.Where(k => k.UserId == user.Id)
                .Select(k => k.LastUsedOn)
                .SingleAsync();
        }

        (await Told()).ShouldBeNull();
        (await app.App.Knocks(basic)).ShouldBe(200);
        var first = app.Now;
        (await Told()).ShouldBe(first);
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        (await app.App.Knocks(basic)).ShouldBe(200);
        (await Told()).ShouldBe(first);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await app.App.Knocks(basic)).ShouldBe(200);
        (await Told()).ShouldBe(app.Now);
    }

    private static string Secret(Answer made) =>
        $"{Text(made["Value"]!, "KeyId")}:{Text(made["Value"]!, "Secret")}";

    private static string Text(JsonNode value, string member) => value[member]!.GetValue<string>();

    private static Task<bool> Look(World world) =>
        world.App.Services.GetRequiredService<AccessFacts>().Refresh();
}
