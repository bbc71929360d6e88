using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Tests.Access;

public sealed class KeyTradeTests
{
    [Fact]
    public async Task A_key_is_traded_for_a_token_without_a_refresh_token()
    {
        await using var host = await AccessHost.Open();
        var user = await host.AddUser(roles: ["CoworkerIdentityCheck-List"]);
        var (key, secret) = await host.AddKey(user);
        var form = await host.Token(
            $"grant_type=client_credentials&client_id={key.KeyId}&client_secret={secret}"
        );
        form.Status.ShouldBe(200, form.Body);
        JsonNode
            .Parse(form.Body)!
            .AsObject()
            .Select(m => m.Key)
            .Order()
            .ShouldBe(["access_token", "expires_in", "token_type"]);
        var things = await host.Get(
            "/api/things",
            $"Bearer {AccessHost.Member(form.Body, "access_token")}"
        );
        things.Status.ShouldBe(200);
        things.Body.ShouldContain("Name = ada@example.com, Factor = ApiKey");
        using var grant = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        var basic = AccessHost.Basic(key.KeyId, secret);
        (await host.Send(HttpMethod.Post, "/api/token", basic, grant)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("&client_id={0}&client_secret=wrong", 401, "invalid_client")]
    [InlineData("&client_id=vk_none&client_secret={1}", 401, "invalid_client")]
    [InlineData("&client_id=somebody&client_secret={1}", 401, "invalid_client")]
    [InlineData("&client_id={0}", 400, "invalid_request")]
    [InlineData("&client_secret={1}", 400, "invalid_request")]
    [InlineData("&client_id={0}&client_id={0}&client_secret={1}", 400, "invalid_request")]
    [InlineData("", 400, "invalid_request")]
    public async Task Credentials_of_a_client_are_strict(string form, int status, string error)
    {
        await using var host = await AccessHost.Open();
        var (key, secret) = await host.AddKey(await host.AddUser());
        var answer = await host.Token(
            $"grant_type=client_credentials{string.Format(form, key.KeyId, secret)}",
            // A header is where labels go, and no place for a key.
            clientId: key.KeyId
        );
        (answer.Status, AccessHost.Member(answer.Body, "error")).ShouldBe((status, error));
    }

    [Fact]
    public async Task Expired_and_revoked_keys_and_their_tokens_are_refused()
    {
        await using var host = await AccessHost.Open();
        var user = await host.AddUser();
        var (key, secret) = await host.AddKey(user, host.Clock.GetUtcNow().AddMinutes(5));
        var (other, otherSecret) = await host.AddKey(user);
        var (basic, otherBasic) = (
            AccessHost.Basic(key.KeyId, secret),
            AccessHost.Basic(other.KeyId, otherSecret)
        );
        var (bearer, otherBearer) = (
            await Traded(host, key.KeyId, secret),
            await Traded(host, other.KeyId, otherSecret)
        );
        foreach (var header in (string[])[basic, bearer, otherBasic, otherBearer])
            (await host.Get("/api/auth/me", header)).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var header in (string[])[basic, bearer])
            (await host.Get("/api/auth/me", header)).Status.ShouldBe(401);
        await host.Change(db =>
            db.ApiKeys.ExecuteUpdateAsync(set =>
                set.SetProperty(k => k.RevokedOn, host.Clock.GetUtcNow())
            )
        );
        await host.Look();
        foreach (var header in (string[])[otherBasic, otherBearer])
            (await host.Get("/api/auth/me", header)).Status.ShouldBe(401);
    }

    private static async Task<string> Traded(AccessHost host, string keyId, string secret) =>
        $"Bearer {AccessHost.Member((await host.Token($"grant_type=client_credentials&client_id={keyId}&client_secret={secret}")).Body, "access_token")}";
}
