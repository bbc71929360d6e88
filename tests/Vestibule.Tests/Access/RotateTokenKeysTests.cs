using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Token keys change in turn; nobody is signed out by it, on no instance.</summary>
public sealed class RotateTokenKeysTests
{
    [DatabaseTheory]
    public async Task A_new_key_signs_every_ninety_days_and_old_tokens_live_out(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await using var sibling = await AccessHost.Open(host);
        await host.AddUser();
        var first = Keys(host).Current.Signing.KeyId;
        host.Clock.Advance(RotateTokenKeys.Signs - TimeSpan.FromSeconds(1));
        await Due(host);
        Keys(host).All.Length.ShouldBe(1);
        var (_, old) = await host.SignIn(clientId: "kept");

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        // Both instances find it due at the same moment: one key comes of it.
        await Task.WhenAll(Due(host), Due(sibling));
        await Due(host);
        (await host.Read(rows => rows.SigningKeys.CountAsync())).ShouldBe(2);
        // Each knows it before it signs.
        (await sibling.Look()).ShouldBeTrue();
        await Keys(sibling).Refresh();
        Keys(sibling).All.Length.ShouldBe(2);
        Keys(host).Current.Signing.KeyId.ShouldBe(first);
        host.Clock.Advance(RotateTokenKeys.Lead);
        foreach (var one in (AccessHost[])[host, sibling])
        {
            Keys(one).Tick();
            Keys(one).Current.Signing.KeyId.ShouldNotBe(first);
            // The old token until its end, a new one at once, both everywhere.
            (await one.Get("/api/auth/me", Bearer(old))).Status.ShouldBe(200);
        }

        (await sibling.Get("/api/auth/me", await host.Bearer())).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromDays(6));
        await Due(host);
        (await sibling.Get("/api/auth/me", Bearer(old))).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromDays(8));
        var refreshed = await sibling.Refresh(AccessHost.Member(old, "refresh_token"), "kept");
        refreshed.Status.ShouldBe(200, refreshed.Body);
        (await host.Get("/api/auth/me", Bearer(refreshed.Body))).Status.ShouldBe(200);
        Keys(host).All.Length.ShouldBe(2);

        // Nothing made with the first key can be good any more: it goes.
        host.Clock.Advance(TimeSpan.FromDays(3));
        await Due(host);
        Keys(host).All.Length.ShouldBe(1);
        (await sibling.Look()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_is_changed_at_once_when_somebody_asks()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var bearer = await host.Bearer();
        var first = Keys(host).Current.Signing.KeyId;
        await RotateTokenKeys.Now(Keys(host), host.Clock.GetUtcNow(), CancellationToken.None);
        await Keys(host).Refresh();
        host.Clock.Advance(RotateTokenKeys.Lead);
        Keys(host).Tick();
        Keys(host).Current.Signing.KeyId.ShouldNotBe(first);
        (await host.Get("/api/auth/me", bearer)).Status.ShouldBe(200);
        (await host.Get("/api/auth/me", await host.Bearer())).Status.ShouldBe(200);
    }

    private static Task Due(AccessHost host) =>
        RotateTokenKeys.Run(Keys(host), host.Clock.GetUtcNow(), CancellationToken.None);

    private static TokenKeys Keys(AccessHost host) => host.Services.GetRequiredService<TokenKeys>();

    private static string Bearer(string body) =>
        $"Bearer {AccessHost.Member(body, "access_token")}";
}
