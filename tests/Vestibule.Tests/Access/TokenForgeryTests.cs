namespace Vestibule.Tests.Access;

public sealed class TokenForgeryTests
{
    [Fact]
    public async Task Tokens_remade_as_they_were_pass()
    {
        // Without this the refusals below could be those of a broken forge.
        await using var host = await AccessHost.Open();
        var forge = await Forge.Of(host);
        (await host.Get("/api/auth/me", forge.Bearer())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Tokens_with_anything_else_changed_are_refused()
    {
        await using var host = await AccessHost.Open();
        var forge = await Forge.Of(host);
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var forged = new Dictionary<string, string>
        {
            ["issuer"] = forge.Bearer(body: b => b["iss"] = "urn:somebody"),
            ["no issuer"] = forge.Bearer(body: b => b.Remove("iss")),
            ["audience"] = forge.Bearer(body: b => b["aud"] = "somebody"),
            ["no audience"] = forge.Bearer(body: b => b.Remove("aud")),
            ["expired"] = forge.Bearer(body: b => b["exp"] = now),
            ["no expiry"] = forge.Bearer(body: b => b.Remove("exp")),
            ["not yet"] = forge.Bearer(body: b => b["nbf"] = now + 60),
            ["nobody"] = forge.Bearer(body: b => b["sub"] = "999"),
            ["no subject"] = forge.Bearer(body: b => b.Remove("sub")),
            ["a name"] = forge.Bearer(body: b => b["sub"] = "ada"),
            ["stamp"] = forge.Bearer(body: b => b["stp"] = "0000000000000000"),
            ["no stamp"] = forge.Bearer(body: b => b.Remove("stp")),
            ["a key of nobody's"] = forge.Bearer(body: b => b["vk"] = "vk_none"),
            ["type"] = forge.Bearer(head: h => h["typ"] = "JWT"),
            ["no type"] = forge.Bearer(head: h => h.Remove("typ")),
            ["key id"] = forge.Bearer(head: h => h["kid"] = "another"),
            ["no key id"] = forge.Bearer(head: h => h.Remove("kid")),
            ["another algorithm"] = forge.Bearer(head: h => h["alg"] = "ES384"),
            ["another key"] = forge.Bearer(sign: Forge.ByAnotherKey),
            ["own key inside"] = forge.Bearer(
                head: h =>
                {
                    h["jwk"] = Forge.AnotherPublicKey();
                    h["jku"] = "http://127.0.0.1/keys";
                },
                sign: Forge.ByAnotherKey
            ),
            ["none"] = forge.Bearer(head: h => h["alg"] = "none", sign: _ => []),
            ["None"] = forge.Bearer(head: h => h["alg"] = "None", sign: _ => []),
            ["no signature"] = forge.Bearer(sign: _ => []),
        };
        foreach (var (what, bearer) in forged)
            (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(401, what);
    }

    [Fact]
    public async Task Every_changed_letter_is_noticed()
    {
        await using var host = await AccessHost.Open();
        var forge = await Forge.Of(host);
        var bearer = forge.Bearer();
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
        for (var at = "Bearer ".Length; at < bearer.Length - 1; at += 7)
        {
            var changed = bearer[at] == 'x' ? 'y' : 'x';
            var tampered = $"{bearer[..at]}{changed}{bearer[(at + 1)..]}";
            (await host.Get("/api/auth/me", tampered)).Status.ShouldBe(401, tampered);
        }
    }

    [Fact]
    public async Task Tokens_end_after_a_week()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var bearer = await host.Bearer();
        host.Clock.Advance(TimeSpan.FromSeconds(604_798));
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(401);
    }
}
