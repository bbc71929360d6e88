using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Vestibule.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Answer_has_four_members()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var (status, body) = await host.SignIn();
        status.ShouldBe(200, body);
        var members = JsonDocument.Parse(body).RootElement;
        members
            .EnumerateObject()
            .Select(m => m.Name)
            .Order()
            .ShouldBe(["access_token", "expires_in", "refresh_token", "token_type"]);
        members.GetProperty("token_type").GetString().ShouldBe("bearer");
        members.GetProperty("expires_in").GetInt32().ShouldBe(604_799);
    }

    [Fact]
    public async Task Bearer_and_Basic_let_the_same_user_in()
    {
        await using var host = await AccessHost.Open();
        var user = await host.AddUser(roles: ["coworkeridentitycheck-LIST"]);
        var (key, secret) = await host.AddKey(user);
        var byToken = await host.Get("/api/things", await host.Bearer());
        byToken.Status.ShouldBe(200, byToken.Body);
        byToken.Body.ShouldContain("Factor = Bearer, From = 127.0.0.0/24");
        var byPassword = await host.Get(
            "/api/things",
            AccessHost.Basic("ada@example.com", AccessHost.Password)
        );
        byPassword.Body.ShouldContain("Name = ada@example.com, Factor = Basic");
        var byKey = await host.Get("/api/things", AccessHost.Basic(key.KeyId, secret));
        byKey.Body.ShouldContain($"Name = ada@example.com, Factor = ApiKey {key.KeyId},");
    }

    [Theory]
    [InlineData("application/json", """{"grant_type":"password"}""")]
    [InlineData("text/plain", "grant_type=password")]
    [InlineData(null, "grant_type=password")]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("application/x-www-form-urlencoded", "username=a")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=magic")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=authorization_code&code=1")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=password&grant_type=password")]
    public async Task Other_bodies_and_grants_are_unsupported(string? type, string body)
    {
        await using var host = await AccessHost.Open();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        var answer = await host.Send(HttpMethod.Post, "/api/token", null, content);
        answer.Status.ShouldBe(400, answer.Body);
        AccessHost.Member(answer.Body, "error").ShouldBe("unsupported_grant_type");
    }

    [Theory]
    [InlineData("grant_type=password&username=ada%40example.com&password=wrong")]
    [InlineData("grant_type=password&username=nobody%40example.com&password=wrong")]
    [InlineData("grant_type=password&username=ada%40example.com")]
    [InlineData("grant_type=password&username=ada%40example.com&password=")]
    [InlineData("grant_type=password&password=wrong")]
    [InlineData("grant_type=password&username=a&username=b&password=wrong")]
    [InlineData("grant_type=password&username=a&password=b&password=c")]
    [InlineData(
        "grant_type=password&username=ada%40example.com&password=wrong&scope=offline_access&resource=x"
    )]
    public async Task Wrong_and_missing_passwords_are_answered_alike(string form)
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        (await host.Token(form)).ShouldBe(
            (
                400,
                """{"error":"invalid_grant","error_description":"The user name or password is incorrect."}"""
            )
        );
    }

    [Fact]
    public async Task Only_active_users_with_API_access_get_tokens()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser("off@example.com", more: user => user.Active = false);
        await host.AddUser("member@example.com", more: user => user.APIAccess = false);
        foreach (var email in (string[])["off@example.com", "member@example.com"])
        {
            var (status, body) = await host.SignIn(email);
            (status, AccessHost.Member(body, "error")).ShouldBe((400, "invalid_grant"));
        }
    }

    [Fact]
    public async Task Must_reset_is_said_after_the_right_password_only()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser(more: user => user.MustResetPassword = true);
        AccessHost.Member((await host.SignIn()).Body, "error").ShouldBe("must_reset_password");
        var wrong = await host.Token("grant_type=password&username=ada%40example.com&password=no");
        AccessHost.Member(wrong.Body, "error").ShouldBe("invalid_grant");
        (
            await host.Get("/api/auth/me", AccessHost.Basic("ada@example.com", AccessHost.Password))
        ).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Unknown_users_cost_a_comparison_too()
    {
        await using var host = await AccessHost.Open();
        await host.SignIn("nobody@example.com");
        host.SlowHash.Done.ShouldBe(1);
    }
}
