using System.Net.Http;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vestibule.Access;
using Vestibule.People;

namespace Vestibule.Tests.Access;

public sealed class GateTests
{
    private const string Denied =
        """{"Message":"Authorization has been denied for this request."}""";

    [Fact]
    public async Task Strangers_hear_401_before_anything_else()
    {
        await using var host = await AccessHost.Open();
        HttpContent Plain() => new StringContent("x", Encoding.UTF8, "text/plain");
        (await host.Get("/api/things")).ShouldBe((401, Denied));
        (await host.Send(HttpMethod.Post, "/api/things", null, Plain())).ShouldBe((401, Denied));
        (await host.Send(HttpMethod.Put, "/api/things", null, Plain())).ShouldBe((401, Denied));
        (await host.Get("/api/nothing/here")).ShouldBe((401, Denied));
        await host.AddUser(roles: ["CoworkerIdentityCheck-Create"]);
        var bearer = await host.Bearer();
        (await host.Send(HttpMethod.Post, "/api/things", bearer, Plain())).Status.ShouldBe(415);
        (await host.Send(HttpMethod.Put, "/api/things", bearer, Plain())).Status.ShouldBe(405);
    }

    [Fact]
    public async Task The_challenge_is_Bearer_and_never_Basic()
    {
        await using var host = await AccessHost.Open();
        using var answer = await host.Http.GetAsync(
            "/api/things",
            TestContext.Current.CancellationToken
        );
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_missing_role_is_named(int status)
    {
        await using var host = await AccessHost.Open(missingRole: status);
        await host.AddUser(roles: ["CoworkerIdentityCheck-Read", "CoworkerIdentityCheck-List"]);
        var bearer = await host.Bearer();
        (await host.Get("/api/things", bearer)).Status.ShouldBe(200);
        using var thing = new StringContent("{}", Encoding.UTF8, "application/json");
        (await host.Send(HttpMethod.Post, "/api/things", bearer, thing)).ShouldBe(
            (
                status,
                """{"Message":"The permission CoworkerIdentityCheck-Create is needed for this."}"""
            )
        );
    }

    [Fact]
    public async Task Both_halves_make_a_full_administrator()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser("full@example.com", isFull: true);
        // An administrator held to a location, and a user held to none, are not it.
        await host.AddUser("held@example.com", more: user => user.IsAdmin = true);
        await host.AddUser("free@example.com", isFull: true, more: user => user.IsAdmin = false);
        (await host.Get("/api/things", await host.Bearer("full@example.com"))).Status.ShouldBe(200);
        (await host.Get("/api/things", await host.Bearer("held@example.com"))).Status.ShouldBe(401);
        (await host.Get("/api/things", await host.Bearer("free@example.com"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Members_are_refused_with_a_valid_token()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser(roles: ["CoworkerIdentityCheck-List"]);
        var bearer = await host.Bearer();
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.APIAccess, false))
        );
        await host.Look();
        (await host.Get("/api/things", bearer)).ShouldBe((401, Denied));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic")]
    [InlineData("ApiKey")]
    public async Task Changes_bite_after_a_refresh(string factor)
    {
        await using var host = await AccessHost.Open();
        await using var sibling = await AccessHost.Open(host);
        var user = await host.AddUser(roles: ["CoworkerIdentityCheck-List"]);
        await sibling.Look();
        var (key, secret) = await host.AddKey(user);
        var header = factor switch
        {
            "Bearer" => await host.Bearer(),
            "Basic" => AccessHost.Basic("ada@example.com", AccessHost.Password),
            _ => AccessHost.Basic(key.KeyId, secret),
        };
        (await sibling.Get("/api/things", header)).Status.ShouldBe(200);
        await host.Change(db =>
            db.UserRoles.ExecuteUpdateAsync(set => set.SetProperty(r => r.RoleNames, "User-List"))
        );
        (await sibling.Get("/api/things", header)).Status.ShouldBe(200);
        (await sibling.Look()).ShouldBeTrue();
        (await sibling.Get("/api/things", header)).Status.ShouldBe(401);
        (await sibling.Get("/api/auth/me", header)).Status.ShouldBe(200);
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Active, false))
        );
        await sibling.Look();
        (await sibling.Get("/api/auth/me", header)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_changed_password_ends_tokens_and_Basic()
    {
        await using var host = await AccessHost.Open();
        var user = await host.AddUser();
        var (bearer, basic) = (
            await host.Bearer(),
            AccessHost.Basic("ada@example.com", AccessHost.Password)
        );
        (await host.Get("/api/auth/me", basic)).Status.ShouldBe(200);
        var hasher = host.Services.GetRequiredService<IPasswordHasher<User>>();
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set =>
                set.SetProperty(u => u.PasswordHash, hasher.HashPassword(user, "something else"))
                    .SetProperty(u => u.SecurityStamp, "another")
            )
        );
        await host.Look();
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(401);
        (await host.Get("/api/auth/me", basic)).Status.ShouldBe(401);
    }

    /// <summary>Nobody who has signed in is told by older facts that it was not so.</summary>
    [Fact]
    public async Task A_token_that_is_younger_than_what_is_known_opens_at_once()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var old = await host.Bearer();
        (await host.Get("/api/auth/me", old)).Status.ShouldBe(200);
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, "another"))
        );
        var young = await host.Bearer();
        (await host.Get("/api/auth/me", young)).Status.ShouldBe(200);
        (await host.Get("/api/auth/me", old)).Status.ShouldBe(401);
        (await host.Get("/api/auth/me", young)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Basic_compares_once_a_minute()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var header = AccessHost.Basic("ada@example.com", AccessHost.Password);
        var all = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => host.Get("/api/auth/me", header))
        );
        all.ShouldAllBe(answer => answer.Status == 200);
        host.SlowHash.Done.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await host.Get("/api/auth/me", header)).Status.ShouldBe(200);
        host.SlowHash.Done.ShouldBe(2);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic YWRhQGV4YW1wbGUuY29tOndyb25n")]
    [InlineData("Basic dmtfeDp4")]
    [InlineData("Bearer")]
    [InlineData("Bearer nonsense")]
    [InlineData("Digest x")]
    public async Task Other_headers_are_refused(string header)
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        (await host.Get("/api/auth/me", header)).ShouldBe((401, Denied));
    }

    [Fact]
    public async Task Basic_is_closed_to_users_with_a_second_factor()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser(more: user => user.TwoFactorEnabled = true);
        (
            await host.Get("/api/auth/me", AccessHost.Basic("ada@example.com", AccessHost.Password))
        ).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Who_am_I_answers_alike_at_its_three_addresses()
    {
        await using var host = await AccessHost.Open();
        var user = await host.AddUser();
        var here = await host.Read(db => db.Businesses.SingleAsync());
        await host.Change(async db =>
        {
            var euro = new Currency
            {
                Name = "Euro",
                Code = "EUR",
                Format = "€0.00",
            };
            var madrid = new SimpleTimeZone
            {
                Name = "Europe/Madrid",
                Description = "Madrid",
                TimeOffset = 1,
                UsesSummerTime = true,
            };
            db.AddRange(euro, madrid);
            await db.SaveChangesAsync();
            await db.Businesses.ExecuteUpdateAsync(set =>
                set.SetProperty(b => b.CurrencyId, euro.Id)
                    .SetProperty(b => b.SimpleTimeZoneId, madrid.Id)
            );
        });
        var wanted =
            $$"""{"Id":{{user.Id}},"FullName":"Ada Byron","Email":"ada@example.com","Businesses":[{"Id":{{here.Id}},"Name":"Place of ada@example.com"}],"DefaultBusinessId":{{here.Id}},"DefaultBusinessName":"Place of ada@example.com","DefaultCurrencyId":1,"DefaultCurrencyCode":"EUR","DefaultCountryId":null,"DefaultSimpleTimeZoneId":1,"DefaultSimpleTimeZoneNameIana":"Europe/Madrid"}""";
        var bearer = await host.Bearer();
        foreach (
            var address in (string[])
                ["/api/auth/me", "/en/user/me", "/es/user/me/", "/api/sys/users/me"]
        )
            (await host.Get(address, bearer)).ShouldBe((200, wanted), address);
        (await host.Get("/eng/user/me", bearer)).Status.ShouldBe(404);
        (await host.Get("/en/user/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Routes_tell_the_permission_they_need()
    {
        await using var host = await AccessHost.Open();
        host.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Select(route => route.Metadata.GetMetadata<RoleNeeded>()?.Role)
            .ShouldContain("CoworkerIdentityCheck-Create");
    }

    [Fact]
    public async Task Passwords_are_hashed_slowly_enough()
    {
        var services = new ServiceCollection();
        services.AddAccess();
        await using var provider = services.BuildServiceProvider();
        provider
            .GetRequiredService<IOptions<PasswordHasherOptions>>()
            .Value.IterationCount.ShouldBeGreaterThanOrEqualTo(210_000);
    }
}
