using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

public sealed class TokenKeysTests
{
    [Fact]
    public async Task Tokens_survive_a_restart_and_count_on_every_instance()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var (_, body) = await host.SignIn();
        await using var again = await AccessHost.Open(host);
        var bearer = $"Bearer {AccessHost.Member(body, "access_token")}";
        (await again.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
        (await again.Refresh(AccessHost.Member(body, "refresh_token"))).Status.ShouldBe(200);
        (await again.Read(db => db.SigningKeys.CountAsync())).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Two_first_starts_agree_on_one_key(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await using var sibling = await AccessHost.Open(host);
        await host.Read(rows => rows.SigningKeys.ExecuteDeleteAsync());
        var all = Enumerable.Range(0, 4).Select(n => Fresh(n % 2 == 0 ? host : sibling)).ToList();
        await Task.WhenAll(
            all.Select(keys => Task.Run(() => keys.Prepare(CancellationToken.None)))
        );
        all.Select(keys => keys.Current.Signing.KeyId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_new_key_signs_when_its_time_comes_and_the_old_one_still_counts()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var (_, old) = await host.SignIn();
        var keys = host.Services.GetRequiredService<TokenKeys>();
        var first = keys.Current.Signing.KeyId;
        await keys.Add(host.Clock.GetUtcNow().AddSeconds(3), CancellationToken.None);
        await keys.Refresh(CancellationToken.None);
        keys.All.Length.ShouldBe(2);
        keys.Current.Signing.KeyId.ShouldBe(first);
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        keys.Tick();
        keys.Current.Signing.KeyId.ShouldNotBe(first);
        (await host.Get("/api/auth/me", await host.Bearer())).Status.ShouldBe(200);
        var bearer = $"Bearer {AccessHost.Member(old, "access_token")}";
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_taken_away_takes_its_remembered_tokens_along()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var bearer = await host.Bearer();
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
        var keys = host.Services.GetRequiredService<TokenKeys>();
        await keys.Add(host.Clock.GetUtcNow(), CancellationToken.None);
        await host.Read(db => db.SigningKeys.Where(k => k.Epoch == 1).ExecuteDeleteAsync());
        await keys.Refresh(CancellationToken.None);
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(401);
    }

    private static TokenKeys Fresh(AccessHost host) =>
        ActivatorUtilities.CreateInstance<TokenKeys>(host.Services);
}
