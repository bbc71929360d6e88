using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

public sealed class RefreshTests
{
    private static string RefreshToken(string body) => AccessHost.Member(body, "refresh_token");

    private static async Task Refused(Task<(int Status, string Body)> answer) =>
        (await answer).ShouldBe(
            (
                400,
                """{"error":"invalid_grant","error_description":"The refresh token is not valid, or no longer."}"""
            )
        );

    [Fact]
    public async Task Rotates_and_old_access_tokens_live_on()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var first = (await host.SignIn()).Body;
        var second = await host.Refresh(RefreshToken(first));
        second.Status.ShouldBe(200, second.Body);
        RefreshToken(second.Body).ShouldNotBe(RefreshToken(first));
        foreach (var body in (string[])[first, second.Body])
            (
                await host.Get("/api/auth/me", $"Bearer {AccessHost.Member(body, "access_token")}")
            ).Status.ShouldBe(200);
    }

    [DatabaseTheory]
    public async Task Reuse_ends_the_whole_family(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await host.AddUser();
        var first = RefreshToken((await host.SignIn()).Body);
        var second = RefreshToken((await host.Refresh(first)).Body);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await Refused(host.Refresh(first));
        await Refused(host.Refresh(second));
    }

    [Fact]
    public async Task Labels_must_match_and_a_mismatch_uses_nothing_up()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var token = RefreshToken((await host.SignIn(clientId: "one")).Body);
        await Refused(host.Refresh(token));
        await Refused(host.Refresh(token, "two"));
        // The header wins over the form.
        (
            await host.Token($"grant_type=refresh_token&refresh_token={token}&client_id=two", "one")
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task No_label_is_the_own_email_and_the_form_names_one_too()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var plain = RefreshToken((await host.SignIn()).Body);
        var named = await host.Refresh(plain, "ADA@example.com");
        named.Status.ShouldBe(200, named.Body);
        var byForm = RefreshToken((await host.SignIn(more: "&client_id=three")).Body);
        (await host.Refresh(byForm, "three")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_label_has_one_live_chain()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var older = RefreshToken((await host.SignIn(clientId: "one")).Body);
        var other = RefreshToken((await host.SignIn(clientId: "two")).Body);
        var newer = RefreshToken((await host.SignIn(clientId: "one")).Body);
        await Refused(host.Refresh(older, "one"));
        (await host.Refresh(newer, "one")).Status.ShouldBe(200);
        (await host.Refresh(other, "two")).Status.ShouldBe(200);
    }

    [DatabaseTheory]
    public async Task Parallel_sign_ins_all_succeed_and_leave_one_chain(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await host.AddUser();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.SignIn()));
        all.ShouldAllBe(answer => answer.Status == 200);
        var alive = 0;
        foreach (var (_, body) in all)
            alive += (await host.Refresh(RefreshToken(body))).Status == 200 ? 1 : 0;
        alive.ShouldBe(1);
        (await host.Read(rows => rows.RefreshLabels.CountAsync())).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Parallel_refreshes_have_one_winner(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await using var sibling = await AccessHost.Open(host);
        await host.AddUser();
        for (var round = 0; round < 5; round++)
        {
            var token = RefreshToken((await host.SignIn()).Body);
            var all = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? host : sibling).Refresh(token))
            );
            all.Count(answer => answer.Status == 200).ShouldBe(1);
            all.Count(answer => answer.Status == 400).ShouldBe(19);
        }
    }

    [DatabaseTheory]
    public async Task A_twin_is_refused_and_ends_nothing(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await host.AddUser();
        var first = RefreshToken((await host.SignIn()).Body);
        var second = RefreshToken((await host.Refresh(first)).Body);
        // A program that asked twice, or again after a broken line: no thief, and no second pair either.
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        await Refused(host.Refresh(first));
        (await host.Refresh(second)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Lives_fifteen_days()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var token = RefreshToken((await host.SignIn()).Body);
        var kept = RefreshToken((await host.SignIn(clientId: "kept")).Body);
        host.Clock.Advance(TimeSpan.FromDays(15) - TimeSpan.FromMinutes(1));
        (await host.Refresh(token)).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await Refused(host.Refresh(kept, "kept"));
    }

    [Theory]
    [InlineData("grant_type=refresh_token")]
    [InlineData("grant_type=refresh_token&refresh_token=")]
    [InlineData("grant_type=refresh_token&refresh_token=nonsense")]
    [InlineData("grant_type=refresh_token&refresh_token=a&refresh_token=b")]
    public async Task Missing_and_senseless_tokens_are_one_answer(string form)
    {
        await using var host = await AccessHost.Open();
        await Refused(host.Token(form));
    }

    [Fact]
    public async Task A_changed_password_or_a_switched_off_user_ends_it()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var token = RefreshToken((await host.SignIn()).Body);
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, "another"))
        );
        await Refused(host.Refresh(token));
        token = RefreshToken((await host.SignIn()).Body);
        await host.Change(db =>
            db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Active, false))
        );
        await Refused(host.Refresh(token));
    }
}
