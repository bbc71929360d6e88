using System.Net.Http;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Who reaches what in the shipped server, and what a stranger hears first.</summary>
public sealed partial class ReachTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Denied =
        """{"Message":"Authorization has been denied for this request."}""";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Every_way_in_reaches_every_route(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var admin = await SignedIn.New(world, isAdmin: true, []);
        var key = SignedIn.Basic(await world.Key(admin.User));
        string[] ways = [await admin.Bearer(), admin.ByPassword, key];
        var routes = Routes(world).ToList();
        routes.Count.ShouldBeGreaterThan(40);
        foreach (var (method, path) in routes)
        {
            var statuses = new List<int>();
            foreach (var way in ways)
            {
                var answer = await world.App.Says(
                    method,
                    path,
                    method == HttpMethod.Get ? null : "{}",
                    "application/json",
                    ("Authorization", way)
                );
                statuses.Add(answer.Status);
            }

            statuses.Distinct().Count().ShouldBe(1, $"{method} {path}");
            statuses[0].ShouldNotBe(401, $"{method} {path}");
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Members_are_401_everywhere(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var member = await SignedIn.New(world, isAdmin: true, []);
        var key = SignedIn.Basic(await world.Key(member.User));
        var bearer = await member.Bearer();
        await member.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.APIAccess, false))
        );
        (await member.SignIn())["error"]!.GetValue<string>().ShouldBe("invalid_grant");
        foreach (var way in (string[])[bearer, member.ByPassword, key])
        {
            foreach (var (method, path) in Routes(world))
            {
                var answer = await world.App.Says(method, path, null, null, ("Authorization", way));
                // A password that lets nobody in is counted like a wrong one, and then not compared any more.
                if (way == member.ByPassword && answer.Status == 429)
                    continue;
                (answer.Status, answer.Raw).ShouldBe((401, Denied), $"{method} {path}");
            }
        }

        // With access but without a single permission: let in at who-am-I, and nowhere else.
        var bare = await SignedIn.New(world, isAdmin: false, [await world.Business()]);
        (await world.App.Knocks(bare.ByPassword)).ShouldBe(200);
        (await world.App.Knocks(bare.ByPassword, Checks)).ShouldBe(401);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task An_administrator_held_to_a_location_needs_roles_and_sees_only_it(
        DatabaseProvider provider
    )
    {
        var world = await Gates.World(provider);
        var (here, there) = (await world.Business(), await world.Business());
        var (mine, theirs) = (await Check(world, here), await Check(world, there));
        var bare = await world.Client(isAdmin: true, [here], []);
        var answer = await bare.Gets(Checks);
        (answer.Status, answer.Raw).ShouldBe(
            (401, """{"Message":"The permission CoworkerIdentityCheck-List is needed for this."}""")
        );

        string[] roles = ["CoworkerIdentityCheck-List", "CoworkerIdentityCheck-Read"];
        var held = await world.Client(isAdmin: true, [here], roles);
        var list = await held.Gets($"{Checks}?size=5000");
        list.Records.Select(check => check!["Id"]!.GetValue<long>()).ShouldBe([mine]);
        (await held.Gets($"{Checks}/{mine}")).Status.ShouldBe(200);
        (await held.Gets($"{Checks}/{theirs}")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Without_location_and_without_IsAdmin_there_is_nothing_to_see(
        DatabaseProvider provider
    )
    {
        var world = await Gates.World(provider);
        var check = await Check(world, await world.Business());
        (await (await world.Client(isAdmin: false, [], [])).Gets(Checks)).Status.ShouldBe(401);
        var lost = await world.Client(
            isAdmin: false,
            [],
            ["CoworkerIdentityCheck-List", "CoworkerIdentityCheck-Read"]
        );
        (await lost.Gets($"{Checks}?size=5000")).Records.ShouldBeEmpty();
        (await lost.Gets($"{Checks}/{check}")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Strangers_hear_401_before_415_and_405(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var key = SignedIn.Basic(await world.Key(await world.User(isAdmin: true, [], [])));
        (HttpMethod Method, string Path, int Status)[] slips =
        [
            (HttpMethod.Post, Checks, 415),
            (HttpMethod.Put, Checks, 415),
            (HttpMethod.Patch, Checks, 405),
            (HttpMethod.Post, "/api/spaces/nothing", 404),
        ];
        foreach (var (method, path, status) in slips)
        {
            var stranger = await world.App.Says(method, path, "<a/>", "application/xml");
            (stranger.Status, stranger.Raw).ShouldBe((401, Denied), path);
            stranger.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            var known = await world.App.Says(
                method,
                path,
                "<a/>",
                "application/xml",
                ("Authorization", key)
            );
            known.Status.ShouldBe(status, path);
        }
    }

    [Fact]
    public async Task Strangers_leave_no_line_in_the_log()
    {
        var world = await Gates.World(DatabaseProvider.Sqlite);
        using var stranger = world.App.Anonymous();
        (await stranger.Gets(Checks)).Status.ShouldBe(401);
        (await world.App.Knocks("Bearer nonsense", Checks)).ShouldBe(401);
        world.App.Logs.Lines.ShouldNotContain(line => line.Contains("ApiAuthentication"));
    }

    private static async Task<long> Check(World world, Business business)
    {
        var coworker = await world.Coworker(business);
        var admin = await world.Administrator();
        var made = await admin.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Passport"}"""
        );
        return made.Id;
    }

    /// <summary>Every route somebody has to be let in at, with an id nobody has.</summary>
    private static IEnumerable<(HttpMethod Method, string Path)> Routes(World world) =>
        world
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route =>
                route.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>()
                    is null
            )
            .SelectMany(route =>
                route
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method => (new HttpMethod(method), PathOf(route)))
            );

    private static string PathOf(RouteEndpoint route) =>
        Place()
            .Replace(
                "/" + route.RoutePattern.RawText!.TrimStart('/'),
                place =>
                    place.Value.StartsWith("{lang", StringComparison.Ordinal) ? "en" : "999999999"
            );

    [GeneratedRegex(@"\{[^/]*\}")]
    private static partial Regex Place();
}
