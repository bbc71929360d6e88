using Microsoft.AspNetCore.Authorization;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>What a request may not do by saying it elsewhere, twice, or unasked.</summary>
public sealed class RequestTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Fact]
    public async Task SecretsInAddressesAndCookiesOpenNothing()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var user = await world.User(isAdmin: true, [], []);
        var key = await world.Key(user);
        using var stranger = world.App.Anonymous();
        var token = await Token(stranger);
        foreach (var secret in new[] { token, key })
        {
            var said = Uri.EscapeDataString(secret);
            foreach (var name in new[] { "access_token", "token", "api_key", "authorization" })
                (await stranger.Gets($"{Checks}?{name}={said}")).Status.ShouldBe(401);
            (
                await stranger.Asks(
                    HttpMethod.Get,
                    Checks,
                    null,
                    ("Cookie", $"access_token={said}; Authorization=Bearer {said}")
                )
            ).Status.ShouldBe(401);
        }

        (
            await stranger.Asks(HttpMethod.Get, Checks, null, ("Authorization", $"Bearer {token}"))
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task WhoeverHasOnlyAPageInABrowserChangesNothing()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var browser = world.App.Anonymous();
        foreach (var route in LiveRoute.Of(world.App).Where(route => route.Writes))
        {
            // What a form or a picture on another site can send: any method, cookies, no Authorization header.
            var answer = await browser.Asks(
                route.Method,
                route.Path,
                "{}",
                ("Origin", "https://elsewhere.example"),
                ("Sec-Fetch-Site", "cross-site"),
                ("Cookie", "session=1")
            );
            // Members' pages are found by their link, and without it there is nothing there.
            int[] refused = route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                ? [401]
                : [400, 401, 404];
            answer.Status.ShouldBeOneOf(refused);
            answer.Headers.WwwAuthenticate.ShouldAllBe(challenge => challenge.Scheme != "Basic");
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task MembersNobodyMayWriteAreLeftAlone(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var own = await world.Operator(
            business,
            "CoworkerIdentityCheck-Create",
            "CoworkerIdentityCheck-Read",
            "CoworkerIdentityCheck-Edit"
        );
        const string unasked =
            """ "UniqueId":"00000000-0000-0000-0000-000000000001","CreatedOn":"2001-01-01T00:00:00Z","UpdatedBy":"somebody@example.com","Version":99,"IsAdmin":true,"VerificationDate":"2001-01-01T00:00:00Z","IsNew":true """;
        var body =
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Plain",{{unasked}}}""";
        var made = await own.Posts(Checks, body);
        made.Status.ShouldBe(200, made.Raw);
        await own.Puts(
            Checks,
            body.Replace(
                "{\"BusinessId\"",
                $"{{\"Id\":{made.Id},\"BusinessId\"",
                StringComparison.Ordinal
            )
        );
        var read = await own.Gets($"{Checks}/{made.Id}");
        read.Raw.ShouldNotContain("00000000-0000-0000-0000-000000000001");
        read.Raw.ShouldNotContain("2001-01-01");
        read.Raw.ShouldNotContain("somebody@example.com");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AValueIsTakenFromItsOwnPlaceOnly(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, other) = (await world.Business(), await world.Business("Other"));
        var coworker = await world.Coworker(business);
        using var admin = await world.Administrator();
        var one = await Make("One");
        var two = await Make("Two");

        // The body says which; the address may say what it likes.
        (
            await admin.Puts(
                $"{Checks}?Id={two}&Name=Neither&BusinessId={other.Id}",
                $$"""{"Id":{{one}},"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Changed"}"""
            )
        ).Status.ShouldBe(200);
        (await NameOf(one)).ShouldBe("Changed");
        (await NameOf(two)).ShouldBe("Two");

        // Said twice, a filter never lets through more than either would.
        var both = await admin.Gets(
            $"{Checks}?CoworkerIdentityCheck_Name=Two&CoworkerIdentityCheck_Name=Changed&CoworkerIdentityCheck_Coworker={coworker.Id}"
        );
        (both.Status is 400 || both.Records.Count <= 1).ShouldBeTrue(both.Raw);

        async Task<long> Make(string name) =>
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"{{name}}"}"""
                )
            ).Id;

        async Task<string> NameOf(long id) =>
            (await admin.Gets($"{Checks}/{id}"))["Name"]!.GetValue<string>();
    }

    private static async Task<string> Token(HttpClient client)
    {
        using var form = new FormUrlEncodedContent([
            new("grant_type", "password"),
            new("username", VestibuleApp.AdminEmail),
            new("password", VestibuleApp.AdminPassword),
        ]);
        using var answer = await client.PostAsync(
            new Uri("/api/token", UriKind.Relative),
            form,
            TestContext.Current.CancellationToken
        );
        var raw = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return System.Text.Json.Nodes.JsonNode.Parse(raw)!["access_token"]!.GetValue<string>();
    }
}
