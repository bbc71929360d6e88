using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>
/// Walks the live routes, so that a new door cannot be forgotten: strangers hear 401, people without the permission hear
/// 401 with its name, and what belongs to another location answers byte for byte as what is not there.
/// <para>
/// When one of these fails for a route you added: give it <c>RequireRole</c>, or add it to the list named in the message
/// with a reason in the review. The lists only shrink.
/// </para>
/// </summary>
public sealed class RouterCoverageTests
{
    private const long NoSuchId = 999_999_999;

    /// <summary>Doors that let anybody in.</summary>
    private static readonly string[] Anybody =
    [
        "GET /docs",
        "GET /docs/{documentName?}",
        "GET /health/live",
        "GET /health/ready",
        "GET /openapi/{documentName}.json",
        // Members come by a link, and Stripe by its signature.
        "GET /v/{token}",
        "GET /verify/icon.svg",
        "GET /verify/style.css",
        "GET /verify/unknown",
        "GET /verify/{key}",
        "GET /verify/{key}/back",
        "POST /verify/{key}/start",
        "POST /webhooks/stripe/{name}",
        "POST /api/token",
        // Who must choose a new password gets no token before.
        "POST /api/vestibule/password",
    ];

    /// <summary>Doors that want somebody signed in and no permission: they say nothing about anybody else.</summary>
    private static readonly string[] AnySignedIn =
    [
        "GET /api/auth/me",
        "GET /api/sys/businesses/getbyhost",
        "GET /api/sys/users/me",
        "GET /api/utils/enums",
        "GET /{lang:length(2):alpha}/user/me",
        // One's own second factor, with the password asked for once more.
        "POST /api/vestibule/me/secondfactor",
        "POST /api/vestibule/me/secondfactor/confirm",
        "POST /api/vestibule/me/secondfactor/end",
        "POST /api/vestibule/me/secondfactor/recoverycodes",
    ];

    /// <summary>Records that belong to no location.</summary>
    private static readonly string[] Everybodys =
    [
        "/api/sys/countries",
        "/api/sys/currencies",
        "/api/sys/simpletimezones",
        "/api/security/roles",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task StrangersAreRefusedEverywhere(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        using var stranger = world.App.Anonymous();
        var open = new List<string>();
        foreach (var route in Routes(world.App))
        {
            if (route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                open.Add(route.Name);
                continue;
            }

            var answer = await stranger.Asks(
                route.Method,
                route.PathFor(NoSuchId),
                route.TakesBody ? "not even JSON" : null
            );
            answer.Status.ShouldBe(401, route.Name);
            answer.Raw.ShouldBe(
                """{"Message":"Authorization has been denied for this request."}""",
                route.Name
            );
        }

        // HEAD lets in whom GET lets in: the description's pages answer both.
        open.Select(name => name.Replace("HEAD ", "GET ", StringComparison.Ordinal))
            .Where(name =>
                !name.StartsWith("GET /docs", StringComparison.Ordinal)
                && !name.StartsWith("GET /openapi", StringComparison.Ordinal)
                && !name.StartsWith("GET /scalar", StringComparison.Ordinal)
            )
            .Except(Anybody)
            .ShouldBeEmpty("doors that let anybody in are named in Anybody");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AMissingPermissionIsNamedEverywhere(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        using var somebody = await world.Operator(await world.Business());
        var free = new List<string>();
        foreach (
            var route in Routes(world.App)
                .Where(route => route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        )
        {
            if (route.Endpoint.Metadata.GetMetadata<RoleNeeded>() is not { } needed)
            {
                free.Add(route.Name);
                continue;
            }

            var answer = await somebody.Asks(
                route.Method,
                route.PathFor(NoSuchId),
                route.TakesBody ? "{}" : null
            );
            answer.Status.ShouldBe(401, route.Name);
            answer.Raw.ShouldContain(needed.Role, Case.Sensitive, route.Name);
        }

        free.Select(name => name.ToLowerInvariant())
            .Except(AnySignedIn.Select(name => name.ToLowerInvariant()))
            .ShouldBeEmpty("doors without a permission are named in AnySignedIn");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ForeignIdsAnswerAsMissingOnes(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var foreign = await Foreign.In(world);
        var mine = await world.Business();
        using var neighbour = await world.Operator(
            mine,
            [.. RoleCatalogue.All.Select(role => role.Name)]
        );
        foreach (
            var route in Routes(world.App)
                .Where(route =>
                    route.Endpoint.Metadata.GetMetadata<RoleNeeded>() is not null
                    && route.Pattern.Contains("{id}", StringComparison.Ordinal)
                )
        )
        {
            if (
                Everybodys.Any(path =>
                    route.Pattern.StartsWith(path, StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                continue;
            }

            var id = foreign.IdFor(route.Pattern);
            var body = route.TakesBody ? "{}" : null;
            var (theirs, nobodys) = (
                await neighbour.Asks(route.Method, route.PathFor(id), body),
                await neighbour.Asks(route.Method, route.PathFor(NoSuchId), body)
            );
            theirs.Status.ShouldBeOneOf(route.TakesBody ? [404, 400] : [404]);
            (theirs.Status, theirs.Raw).ShouldBe((nobodys.Status, nobodys.Raw), route.Name);
        }
    }

    public static TheoryData<string, string> ForeignBodies() =>
        new()
        {
            {
                "POST /api/spaces/coworkeridentitychecks",
                """{"BusinessId":B,"CoworkerId":1,"Name":"x"}"""
            },
            {
                "POST /api/spaces/coworkeridentitychecks",
                """{"BusinessId":M,"CoworkerId":C,"Name":"x"}"""
            },
            {
                "PUT /api/spaces/coworkeridentitychecks",
                """{"Id":K,"BusinessId":B,"CoworkerId":C,"Name":"x"}"""
            },
            {
                "POST /api/spaces/coworkeridentitychecks/runcommand",
                """{"Key":"MARK_AS_VERIFIED","Ids":[K]}"""
            },
            {
                "POST /api/spaces/coworkeridentitychecks/runcommand",
                """{"Key":"START_STRIPE_SESSION","Ids":[K]}"""
            },
            {
                "POST /api/spaces/coworkeridentitychecks/runcommand",
                """{"Key":"SWITCH_TO_MANUAL","Ids":[K]}"""
            },
            {
                "POST /api/spaces/coworkeridentitychecks/runcommand",
                """{"Key":"REDACT_AT_STRIPE","Ids":[K]}"""
            },
            {
                "POST /api/spaces/coworkeridentitycheckdocuments",
                """{"CoworkerId":C,"CoworkerIdentityCheckId":1,"Name":"x"}"""
            },
            {
                "POST /api/spaces/coworkeridentitycheckdocuments",
                """{"CoworkerId":O,"CoworkerIdentityCheckId":K,"Name":"x"}"""
            },
            {
                "PUT /api/spaces/coworkeridentitycheckdocuments",
                """{"Id":D,"CoworkerId":C,"CoworkerIdentityCheckId":K,"Name":"x"}"""
            },
            {
                "POST /api/spaces/coworkeridentitycheckdocuments/runcommand",
                """{"Key":"MARK_AS_VERIFIED","Ids":[D]}"""
            },
        };

    [Theory, MemberData(nameof(ForeignBodies))]
    public async Task ForeignIdsInBodiesAnswerAsMissingOnes(string route, string body)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var foreign = await Foreign.In(world);
        var mine = await world.Business();
        var own = await world.Coworker(mine);
        using var neighbour = await world.Operator(
            mine,
            [.. RoleCatalogue.All.Select(role => role.Name)]
        );
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
        var ours = body.Replace("M,", $"{mine.Id},", StringComparison.Ordinal)
            .Replace(":O,", $":{own.Id},", StringComparison.Ordinal);
        var theirs = await neighbour.Asks(method, path, foreign.Into(ours));
        var nobodys = await neighbour.Asks(method, path, Foreign.Nobody.Into(ours));
        theirs.Status.ShouldBeOneOf(400, 200);
        Bare(theirs, foreign).ShouldBe(Bare(nobodys, Foreign.Nobody));
        theirs.Raw.ShouldContain("ot found");
    }

    // What was attempted is said back, so the ids themselves differ and nothing else may.
    private static string Bare(Answer answer, Foreign ids) =>
        new[] { ids.Business, ids.Coworker, ids.Check, ids.Document }.Aggregate(
            $"{answer.Status} {answer.Raw}",
            (text, id) =>
                Regex.Replace(
                    text,
                    $":{id}(?![0-9])",
                    ":#",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
        );

    private static IEnumerable<Route> Routes(VestibuleApp app) =>
        app
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (
                    endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                ).Select(method => new Route(
                    new HttpMethod(method),
                    "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                    endpoint
                ))
            );

    private sealed record Route(HttpMethod Method, string Pattern, RouteEndpoint Endpoint)
    {
        public string Name => $"{Method} {Pattern}";

        public bool TakesBody => Method == HttpMethod.Post || Method == HttpMethod.Put;

        public string PathFor(long id)
        {
            var path = new StringBuilder(Pattern)
                .Replace("{id}", $"{id}")
                .Replace("{groupId}", $"{id}")
                .Replace("{slot}", "photo")
                .Replace("{n}", "1")
                .ToString();
            return path.StartsWith("/{", StringComparison.Ordinal) ? "/en/user/me" : path;
        }
    }

    /// <summary>Records of another location, by the collection they are in.</summary>
    private sealed record Foreign(
        long Business,
        long Coworker,
        long Check,
        long Document,
        long User,
        long UserRole,
        long Key,
        long Line
    )
    {
        public static readonly Foreign Nobody = new(
            NoSuchId,
            NoSuchId,
            NoSuchId,
            NoSuchId,
            NoSuchId,
            NoSuchId,
            NoSuchId,
            NoSuchId
        );

        public static async Task<Foreign> In(World world)
        {
            var business = await world.Business("Elsewhere");
            var coworker = await world.Coworker(business, "Somebody Else");
            using var admin = await world.Administrator();
            var check = (
                await admin.Posts(
                    "/api/spaces/coworkeridentitychecks",
                    $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Theirs"}"""
                )
            ).Id;
            var document = (
                await admin.Posts(
                    "/api/spaces/coworkeridentitycheckdocuments",
                    $$"""{"CoworkerId":{{coworker.Id}},"CoworkerIdentityCheckId":{{check}},"Name":"Theirs"}"""
                )
            ).Id;
            var user = await world.User(isAdmin: false, [business], ["User-List"]);
            await world.Key(user);
            await using var db = world.App.Db();
            return new Foreign(
                business.Id,
                coworker.Id,
                check,
                document,
                user.Id,
                db.UserRoles.Where(r => r.BusinessId == business.Id).Select(r => r.Id).Single(),
                db.ApiKeys.Where(k => k.UserId == user.Id).Select(k => k.Id).Single(),
                db.JournalEntries.Where(e => e.BusinessId == business.Id).Select(e => e.Id).First()
            );
        }

        public long IdFor(string pattern) =>
            pattern.ToLowerInvariant() switch
            {
                var p
                    when p.Contains("/coworkeridentitycheckdocuments", StringComparison.Ordinal)
                        || p.Contains("/vestibule/documents", StringComparison.Ordinal) => Document,
                var p
                    when p.Contains("/coworkeridentitychecks", StringComparison.Ordinal)
                        || p.Contains("/vestibule/checks", StringComparison.Ordinal) => Check,
                var p when p.Contains("/coworkers", StringComparison.Ordinal) => Coworker,
                var p when p.Contains("/businesses", StringComparison.Ordinal) => Business,
                var p when p.Contains("/userroles", StringComparison.Ordinal) => UserRole,
                var p when p.Contains("/users", StringComparison.Ordinal) => User,
                var p when p.Contains("/apikeys", StringComparison.Ordinal) => Key,
                var p when p.Contains("/audittrailentries", StringComparison.Ordinal) => Line,
                _ => throw new InvalidOperationException(
                    $"Say which foreign record {pattern} would show: add it to Foreign."
                ),
            };

        public string Into(string body) =>
            body.Replace(":B,", $":{Business},", StringComparison.Ordinal)
                .Replace(":C,", $":{Coworker},", StringComparison.Ordinal)
                .Replace(":K,", $":{Check},", StringComparison.Ordinal)
                .Replace(":D,", $":{Document},", StringComparison.Ordinal)
                .Replace("[K]", $"[{Check}]", StringComparison.Ordinal)
                .Replace("[D]", $"[{Document}]", StringComparison.Ordinal);
    }
}
