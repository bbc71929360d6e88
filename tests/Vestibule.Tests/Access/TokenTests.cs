using System.Net.Http;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary><c>POST /api/token</c> of the shipped server, in the words of the contract.</summary>
public sealed class TokenTests
{
    private const string WrongPassword =
        """{"error":"invalid_grant","error_description":"The user name or password is incorrect."}""";
    private const string WrongRefresh =
        """{"error":"invalid_grant","error_description":"The refresh token is not valid, or no longer."}""";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Form_in_pair_out_and_the_pair_rotates(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        var first = await somebody.SignIn("&totp=");
        first.Raw.ShouldBe(
            $$"""{"access_token":"{{first.Said("access_token")}}","token_type":"bearer","expires_in":604799,"refresh_token":"{{first.Said("refresh_token")}}"}"""
        );
        var second = await somebody.Refresh(first.Said("refresh_token"));
        second.Said("refresh_token").ShouldNotBe(first.Said("refresh_token"));
        foreach (var pair in (Answer[])[first, second])
        {
            (await somebody.World.App.Knocks($"Bearer {pair.Said("access_token")}")).ShouldBe(200);
        }

        var old = await somebody.Refresh(first.Said("refresh_token"));
        (old.Status, old.Raw).ShouldBe((400, WrongRefresh));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_label_comes_in_the_header_or_the_form(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        (string Form, (string, string)[] Headers)[] ways =
        [
            ("", [("client_id", "my-integration")]),
            ("&client_id=my-integration", []),
            ("&client_id=another", [("client_id", "my-integration")]),
        ];
        foreach (var signIn in ways)
        {
            foreach (var refresh in ways)
            {
                var pair = await somebody.SignIn(signIn.Form, signIn.Headers);
                var token = pair.Said("refresh_token");
                var other = await somebody.Refresh(token, "&client_id=another");
                (other.Status, other.Raw).ShouldBe((400, WrongRefresh));
                (await somebody.Refresh(token, refresh.Form, refresh.Headers)).Status.ShouldBe(200);
            }
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Errors_have_the_documented_shape(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        var app = somebody.World.App;
        var json = await app.Says(
            HttpMethod.Post,
            "/api/token",
            """{"grant_type":"password"}""",
            "application/json"
        );
        (json.Status, json.Raw).ShouldBe((400, """{"error":"unsupported_grant_type"}"""));
        var magic = await app.Token("grant_type=magic");
        (magic.Status, magic.Raw).ShouldBe((400, """{"error":"unsupported_grant_type"}"""));
        var wrong = await app.Token(
            $"grant_type=password&username={somebody.User.Email}&password=wrong"
        );
        (wrong.Status, wrong.Raw).ShouldBe((400, WrongPassword));
        wrong.Headers.Contains("WWW-Authenticate").ShouldBeFalse();
        wrong.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var nobody = await app.Token("grant_type=password&username=no%40example.com&password=no");
        (nobody.Status, nobody.Raw).ShouldBe((400, WrongPassword));
        var refresh = await app.Token("grant_type=refresh_token&refresh_token=nonsense");
        (refresh.Status, refresh.Raw).ShouldBe((400, WrongRefresh));

        await somebody.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.MustResetPassword, true))
        );
        var reset = await somebody.SignIn();
        (reset.Status, reset.Raw).ShouldBe(
            (
                400,
                """{"error":"must_reset_password","error_description":"Choose a new password first."}"""
            )
        );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Twenty_refreshes_of_one_token_have_one_winner(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        for (var round = 0; round < 3; round++)
        {
            var token = (await somebody.SignIn()).Said("refresh_token");
            var all = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => somebody.Refresh(token))
            );
            all.Count(answer => answer.Status == 200).ShouldBe(1);
            all.Where(answer => answer.Status != 200)
                .ShouldAllBe(answer => answer.Status == 400 && answer.Raw == WrongRefresh);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Parallel_sign_ins_with_one_label_leave_one_chain(DatabaseProvider provider)
    {
        var somebody = await SignedIn.New(await Gates.World(provider), isAdmin: true, []);
        var all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => somebody.SignIn("&client_id=one"))
        );
        all.ShouldAllBe(answer => answer.Status == 200);
        var alive = 0;
        foreach (var answer in all)
        {
            var refreshed = await somebody.Refresh(answer.Said("refresh_token"), "&client_id=one");
            alive += refreshed.Status == 200 ? 1 : 0;
        }

        alive.ShouldBe(1);
    }
}
