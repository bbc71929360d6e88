using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;
using Vestibule.Wire;

namespace Vestibule.Tests.Wire;

/// <summary>What is sent again under the same <c>Idempotency-Key</c> is done once and answered alike.</summary>
public sealed class OnceTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    /// <summary>Bodies of everything that can be made; B, C, K stand for a location, a coworker and a check.</summary>
    public static TheoryData<DatabaseProvider, string, string> Creates()
    {
        (string Path, string Body)[] all =
        [
            (
                Checks,
                """{"BusinessId":B,"CoworkerId":C,"Name":"ÄÖ","IdentityDocumentNumber":"X1","IdentityDocumentExpirationDate":"2031-02-03","CustomFields":{"Data":[{"Name":"a","Value":"b","Type":1}]}}"""
            ),
            (
                Checks,
                """{"BusinessId":B,"CoworkerId":C,"Name":"Two","IdentityCheckProvider1":1,"VerificationType1":1,"VerificationType2":2}"""
            ),
            (
                "/api/spaces/coworkeridentitycheckdocuments",
                """{"CoworkerId":C,"CoworkerIdentityCheckId":K,"Name":"Papers","Notes":"n"}"""
            ),
            ("/api/spaces/coworkers", """{"FullName":"Jane","InvoicingBusinessId":B}"""),
            (
                "/api/sys/businesses",
                """{"Name":"Hub","CountryId":L,"CurrencyId":M,"SimpleTimeZoneId":Z}"""
            ),
            (
                "/api/sys/users",
                """{"FullName":"U","Email":"U@example.com","Active":true,"Businesses":[B]}"""
            ),
            (
                "/api/security/userroles",
                """{"Name":"R","BusinessId":B,"Roles":["User-List","User-Read"]}"""
            ),
        ];
        var data = new TheoryData<DatabaseProvider, string, string>();
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        foreach (var (path, body) in all)
        {
            data.Add(provider, path, body);
        }

        return data;
    }

    [Theory, MemberData(nameof(Creates))]
    public async Task ASecondCreateIsTheFirst(DatabaseProvider provider, string path, string body)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        var check = await Check(admin, business, coworker);
        var asked = body.Replace(":B", $":{business.Id}", StringComparison.Ordinal)
            .Replace("[B]", $"[{business.Id}]", StringComparison.Ordinal)
            .Replace(":C", $":{coworker.Id}", StringComparison.Ordinal)
            .Replace(":K", $":{check}", StringComparison.Ordinal)
            .Replace(":L", $":{await Any(world, db => db.Countries)}", StringComparison.Ordinal)
            .Replace(":M", $":{await Any(world, db => db.Currencies)}", StringComparison.Ordinal)
            .Replace(
                ":Z",
                $":{await Any(world, db => db.SimpleTimeZones)}",
                StringComparison.Ordinal
            )
            .Replace("U@", $"u{Guid.NewGuid():N}@", StringComparison.Ordinal);
        var first = await Once(admin, path, asked, "k-1");
        first.Status.ShouldBe(200, first.Raw);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        var again = await Once(admin, path, asked, "k-1");
        (again.Status, again.Raw).ShouldBe((first.Status, first.Raw));
        again.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
        var other = await Once(
            admin,
            path,
            asked.Replace("ame\":\"", "ame\":\"x", StringComparison.Ordinal),
            "k-1"
        );
        other.Status.ShouldBe(422, other.Raw);
        other.Raw.ShouldContain("Idempotency-Key");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TwinsAtOnceAreOne(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Once(admin, Checks, Body(business, coworker), "twins"))
        );
        answers.Select(answer => (answer.Status, answer.Raw)).Distinct().Count().ShouldBe(1);
        answers[0].Status.ShouldBe(200);
        (await Count(world, business)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task KeysBelongToACallerAndARoute(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        using var other = await world.Administrator();
        var mine = await Once(admin, Checks, Body(business, coworker), "mine");
        var theirs = await Once(other, Checks, Body(business, coworker), "mine");
        theirs.Id.ShouldNotBe(mine.Id);
        var elsewhere = await Once(
            admin,
            "/api/spaces/coworkers",
            $$"""{"FullName":"Jane","InvoicingBusinessId":{{business.Id}}}""",
            "mine"
        );
        elsewhere.Status.ShouldBe(200, elsewhere.Raw);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatWasRefusedIsNotRemembered(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        (await Once(admin, Checks, "{}", "later")).Status.ShouldBe(400);
        (await Once(admin, Checks, "not JSON", "later")).Status.ShouldBe(400);
        (await Once(admin, Checks, Body(business, coworker), "later")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TheSameIsTheSameHoweverItIsSpelt()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var (business, coworker, admin) = await People(world);
        var first = await Once(admin, Checks, Body(business, coworker), "spelt");
        var again = await Once(
            admin,
            Checks,
            $$""" { "name" : "\u004fne", "CoworkerID":{{coworker.Id}}, "BUSINESSId":{{business.Id}} } """,
            "spelt"
        );
        again.Raw.ShouldBe(first.Raw);
    }

    [Theory]
    [InlineData("", "is a required field")]
    [InlineData("two words", "visible ASCII")]
    [InlineData(null, "more than 255")]
    public async Task AKeyHasToBeOne(string? key, string why)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var (business, coworker, admin) = await People(world);
        var answer = await Once(
            admin,
            Checks,
            Body(business, coworker),
            key ?? new string('k', 256)
        );
        answer.Status.ShouldBe(400);
        answer["Errors"]![0]!["PropertyName"]!.ToString().ShouldBe("Idempotency-Key");
        answer.Raw.ShouldContain(why);
        (await Once(admin, Checks, Body(business, coworker), new string('k', 255))).Status.ShouldBe(
            200
        );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ACommandRemembersTheRecordsItHasDone(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        var (one, two) = (
            await Check(admin, business, coworker),
            await Check(admin, business, coworker)
        );
        var command = $$"""{"Key":"CANCEL_CHECK","Ids":[{{one}},{{two}}]}""";
        var first = await Once(admin, $"{Checks}/runcommand", command, "cancel");
        first["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(first.Raw);
        var again = await Once(admin, $"{Checks}/runcommand", command, "cancel");
        again.Raw.ShouldBe(first.Raw);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        again.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
        var stood = await Once(admin, $"{Checks}/runcommand", command, "cancel again");
        (await Once(admin, $"{Checks}/runcommand", command, "cancel again")).Raw.ShouldBe(
            stood.Raw
        );

        var third = await Check(admin, business, coworker);
        var partly = $$"""{"Key":"CANCEL_CHECK","Ids":[{{third}},999999999]}""";
        var half = await Once(admin, $"{Checks}/runcommand", partly, "half");
        half["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        var rest = await Once(admin, $"{Checks}/runcommand", partly, "half");
        rest.Raw.ShouldBe(half.Raw);
        rest.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        await using var db = world.App.Db();
        (await db.KeyedRequests.CountAsync(r => r.Part == third)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ASecretIsShownOnce(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        using var admin = await world.Administrator();
        var name = $"Key {Guid.NewGuid():N}";
        var body = $$"""{"Name":"{{name}}"}""";
        (await Once(admin, "/api/vestibule/apikeys", body, "k")).Status.ShouldBe(200);
        var again = await Once(admin, "/api/vestibule/apikeys", body, "k");
        again.Status.ShouldBe(409, again.Raw);
        again.Raw.ShouldNotContain("vks_");
        await using var db = world.App.Db();
        (await db.ApiKeys.CountAsync(k => k.Name == name)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AReadyRoleIsGivenOnce(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, _, admin) = await People(world);
        var user = await world.User(isAdmin: false, [], []);
        var (path, body) = (
            $"/api/vestibule/users/{user.Id}/readyroles",
            $$"""{"Name":"Reviewer","BusinessId":{{business.Id}}}"""
        );
        var first = await Once(admin, path, body, "role");
        first.Status.ShouldBe(200, first.Raw);
        (await Once(admin, path, body, "role")).Raw.ShouldBe(first.Raw);
        var other = await world.User(isAdmin: false, [], []);
        var theirs = await Once(admin, $"/api/vestibule/users/{other.Id}/readyroles", body, "role");
        theirs.Id.ShouldBe(other.Id);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatIsGoneIsNotMadeAgain(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        var made = await Once(admin, Checks, Body(business, coworker), "gone");
        (await admin.Deletes($"{Checks}/{made.Id}")).Status.ShouldBe(200);
        (await Once(admin, Checks, Body(business, coworker), "gone")).Status.ShouldBe(410);
        (await Count(world, business)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task RequestsWithoutAKeyLeaveNoTrace(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, admin) = await People(world);
        var made = await admin.Posts(Checks, Body(business, coworker));
        await using var db = world.App.Db();
        var key = await db
            .IdentityChecks.Where(c => c.Id == made.Id)
            .Select(c => c.UniqueId)
            .SingleAsync();
        (await db.KeyedRequests.AnyAsync(r => r.Outcome == key)).ShouldBeFalse();
        await Once(admin, Checks, Body(business, coworker), "traced");
        (
            await db.KeyedRequests.Where(r => r.At >= DateTimeOffset.UnixEpoch).CountAsync()
        ).ShouldBeGreaterThan(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task KeysOfOneUserAreCallersApart(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, coworker, _) = await People(world);
        var user = await world.User(isAdmin: true, [], []);
        using var booking = world.App.Basic(await world.Key(user));
        using var crm = world.App.Basic(await world.Key(user));
        var one = await Once(booking, Checks, Body(business, coworker), "1");
        var two = await Once(crm, Checks, Body(business, coworker), "1");
        two.Id.ShouldNotBe(one.Id);
        two.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        (await Once(booking, Checks, Body(business, coworker), "1")).Raw.ShouldBe(one.Raw);
        (await Count(world, business)).ShouldBe(2);
    }

    /// <summary>Each with its reason. The list only shrinks.</summary>
    private static readonly string[] Keyless =
    [
        // Its clients know no keys, and a refresh token is good once by itself.
        "/api/token",
        // Asks, and changes nothing.
        "/api/vestibule/businesses/{id}/stripe/check",
        // A browser's form.
        "/verify/{key}/start",
        // Events have ids of their own.
        "/webhooks/stripe/{name}",
    ];

    [Fact]
    public async Task EveryPostTakesAKey()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        world
            .App.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint
                    .Metadata.GetMetadata<IHttpMethodMetadata>()
                    ?.HttpMethods.Contains(HttpMethods.Post) == true
                && endpoint.Metadata.GetMetadata<Repeatable>() is null
            )
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Order()
            .ShouldBe(
                Keyless,
                ignoreOrder: false,
                customMessage: "a POST says by AnsweredOnce how it is answered again, and puts caller.Once into its deed"
            );
    }

    private static Task<Answer> Once(HttpClient client, string path, string json, string key) =>
        client.Asks(HttpMethod.Post, path, json, ("Idempotency-Key", key));

    private static string Body(Business business, Coworker coworker) =>
        $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"One"}""";

    private static async Task<long> Check(HttpClient admin, Business business, Coworker coworker) =>
        (await admin.Posts(Checks, Body(business, coworker))).Id;

    private static async Task<long> Any(World world, Func<VestibuleDb, IQueryable<Record>> rows)
    {
        await using var db = world.App.Db();
        return await rows(db).Select(row => row.Id).FirstAsync();
    }

    private static async Task<int> Count(World world, Business business)
    {
        await using var db = world.App.Db();
        return await db.IdentityChecks.CountAsync(c => c.BusinessId == business.Id);
    }

    private static async Task<(Business, Coworker, HttpClient)> People(World world)
    {
        var business = await world.Business();
        return (business, await world.Coworker(business), await world.Administrator());
    }
}
