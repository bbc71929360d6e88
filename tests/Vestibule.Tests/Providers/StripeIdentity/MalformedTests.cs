using System.Net;
using System.Text;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What makes no sense, on every address of this room: said so, and never a fault of the server's.</summary>
public sealed class MalformedTests
{
    private static readonly (string Member, string Value)[] WrongSettings =
    [
        ("Enabled", "\"perhaps\""),
        ("Enabled", "[]"),
        ("UsesNetwork", "{}"),
        ("RestrictedKey", "5"),
        ("RestrictedKey", "\" rk_test_0123456789\""),
        ("RestrictedKey", "\"rk_test_0123\\u00004567\""),
        ("RestrictedKey", "[\"rk_test_0123456789\"]"),
        ("RestrictedKey", "\"rk_test_0123456789\\n\""),
        ("WebhookSecrets", "[\"whsec_0123456789\\n\"]"),
        ("WebhookSecrets", "\"whsec_0123456789\""),
        ("WebhookSecrets", "[5]"),
        ("WebhookSecrets", "[null]"),
        ("WebhookSecrets", "[\"whsec_0123\\n4567890\"]"),
        ("AllowedDocumentTypes", "1"),
        ("AllowedDocumentTypes", "[\"Passport\",\"\"]"),
        ("AllowedDocumentTypes", "[[\"Passport\"]]"),
        ("MatchingSelfie", "2"),
        ("LiveCapture", "\"\\u0000\""),
        ("AttemptLimit", "1.5"),
        ("AttemptLimit", "21"),
        ("AttemptLimit", "1e9"),
        ("AttemptLimit", "99999999999999999999"),
        ("KeepsNumber", "\"ja\""),
        ("RedactAfterDays", "\"soon\""),
        ("RedactAfterDays", "3651"),
    ];

    private static readonly string[] NoIds =
    [
        "x",
        "-1",
        "1.5",
        "0x1",
        "1%20",
        "%D9%A1",
        "99999999999999999999",
        "999999",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task SettingsNameTheMemberAndAddressesAreNotFound(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var path = $"/api/vestibule/businesses/{world.Business.Id}/stripe";
        foreach (var (member, value) in WrongSettings)
        {
            var refused = await world.Admin.Puts(path, $$"""{"{{member}}":{{value}}}""");
            refused.Status.ShouldBe(400, $"{member} {value}: {refused.Raw}");
            refused.Named().ShouldBe([member], value);
        }

        foreach (var body in new[] { "", "no json", "[]", "5", "{\"Enabled\":", "{\"a\":1}}" })
        {
            (await world.Admin.Puts(path, body)).Status.ShouldBe(400, body);
        }

        var check = await world.Check();
        foreach (var id in NoIds)
        {
            (await world.Admin.Gets($"/api/vestibule/businesses/{id}/stripe")).Status.ShouldBe(
                404,
                id
            );
            (
                await world.Admin.Puts($"/api/vestibule/businesses/{id}/stripe", "{}")
            ).Status.ShouldBe(404, id);
            (
                await world.Admin.Posts($"/api/vestibule/businesses/{id}/stripe/check", "{}")
            ).Status.ShouldBe(404, id);
            (await world.Admin.Gets($"/api/vestibule/checks/{id}/stripe")).Status.ShouldBe(404, id);
            (
                await world.Admin.Gets($"/api/vestibule/checks/{check}/stripe/files/{id}")
            ).Status.ShouldBe(404, id);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task LinksAndPagesAreNotFound(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var check = await world.Check();
        using var browser = await world.Browser(check);
        using var stranger = world.App.Anonymous();
        string[] tokens =
        [
            "x",
            new('A', 42),
            new('A', 44),
            new('%', 43),
            new('.', 43),
            new('+', 43),
            $"{new string('A', 42)}%00",
            $"{new string('A', 42)}%0A",
            new('A', 4000),
        ];
        foreach (var token in tokens)
        {
            using var answer = await stranger.GetAsync(new Uri($"/v/{token}", UriKind.Relative));
            ((int)answer.StatusCode).ShouldBeInRange(300, 499, token);
        }

        foreach (var key in new[] { "x", "%00", new string('a', 32), Guid.Empty.ToString("D") })
        {
            foreach (var path in new[] { $"/verify/{key}", $"/verify/{key}/back" })
            {
                using var answer = await browser.Http.GetAsync(new Uri(path, UriKind.Relative));
                ((int)answer.StatusCode).ShouldBeInRange(400, 499, path);
            }
        }

        // Of the browser itself: none of it keeps the page from being shown.
        foreach (
            var (name, value) in new[]
            {
                ("Accept-Language", "%%%;q=abc,,;,*;q=9"),
                ("Accept-Language", new string('e', 3000)),
                ("Cookie", "vestibule_language=%00%ff"),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{browser.Path}?lang=%00");
            request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await browser.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, value);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task FormsThatAreNoneStartNothing(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        using var browser = await world.Browser(await world.Check());
        const string form = "application/x-www-form-urlencoded";
        (string? Type, string Body)[] forms =
        [
            (null, ""),
            (null, $"proof={browser.Proof}"),
            (form, ""),
            (form, "proof"),
            (form, "proof=%zz%00%ff"),
            (form, string.Concat(Enumerable.Repeat("a&", 2000))),
            (form, $"{new string('k', 3000)}=1"),
            (form, $"proof={browser.Proof}&proof={browser.Proof}"),
            (form, $"x={new string('y', 5000)}"),
            ("multipart/form-data", "x"),
            ("multipart/form-data; boundary=", "x"),
            ($"multipart/form-data; boundary={new string('b', 200)}", "x"),
            ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: x"),
            ("application/json", $$"""{"proof":"{{browser.Proof}}"}"""),
            (form + "; charset=nonsense", $"proof={browser.Proof}x"),
        ];
        foreach (var (type, body) in forms)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{browser.Path}/start");
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            using var answer = await browser.Http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"{type} {body}");
        }

        world.Stripe.Sessions.ShouldBeEmpty();
    }
}
