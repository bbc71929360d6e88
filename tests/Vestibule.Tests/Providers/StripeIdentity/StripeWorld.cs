using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.People;
using Vestibule.Providers.StripeIdentity;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>A server whose location works with the double: its operator, its member's browser, and Stripe's events.</summary>
internal sealed partial class StripeWorld : IAsyncDisposable
{
    public const string Key = "rk_test_double0123456789";
    public const string WebhookSecret = "whsec_double0123456789abcdef";
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    private StripeWorld(VestibuleApp app, StripeDouble stripe, FakeTimeProvider clock) =>
        (App, Stripe, Clock, World) = (app, stripe, clock, new World(app));

    public VestibuleApp App { get; }
    public StripeDouble Stripe { get; }
    public FakeTimeProvider Clock { get; }
    public World World { get; }
    public Business Business { get; private set; } = null!;
    public Coworker Coworker { get; private set; } = null!;
    public HttpClient Admin { get; private set; } = null!;
    public string WebhookPath { get; private set; } = "";

    public static async Task<StripeWorld> Start(
        DatabaseProvider provider,
        string settings = "",
        StripePatience? patience = null
    )
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        // Browsers throw cookies away by their own clock, so this one starts where theirs is.
        var clock = new FakeTimeProvider(
            DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())
        );
        var stripe = await StripeDouble.Start(clock);
        stripe.Key(Key);
        var app = await VestibuleApp.Start(
            provider,
            services =>
                services
                    .AddSingleton<TimeProvider>(clock)
                    .AddSingleton(patience ?? new StripePatience(TimeSpan.Zero, 1)),
            ("Vestibule:Stripe:ApiBase", stripe.Address.ToString())
        );
        var world = new StripeWorld(app, stripe, clock);
        world.Admin = await world.World.Administrator();
        world.Business = await world.World.Business();
        world.Coworker = await world.World.Coworker(world.Business);
        world.WebhookPath = await world.SetUp(world.Business.Id, Key, WebhookSecret, settings);
        return world;
    }

    /// <summary>Stores settings and returns the webhook's address.</summary>
    public async Task<string> SetUp(long business, string key, string secret, string more = "")
    {
        var answer = await Admin.Puts(
            $"/api/vestibule/businesses/{business}/stripe",
            $$"""{"Enabled":true,"UsesNetwork":false,"RestrictedKey":"{{key}}","WebhookSecrets":["{{secret}}"]{{more}}}"""
        );
        answer.Status.ShouldBe(200, answer.Raw);
        return answer["Value"]!["WebhookPath"]!.ToString();
    }

    public async Task<long> Check(Coworker? coworker = null)
    {
        var answer = await Admin.Posts(
            Checks,
            $$"""{"BusinessId":{{Business.Id}},"CoworkerId":{{(coworker ?? Coworker).Id}},"Name":"Identity","IdentityCheckProvider":2}"""
        );
        answer.Status.ShouldBe(200, answer.Raw);
        return answer.Id;
    }

    public async Task<Answer> Command(string key, long check) =>
        await Admin.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{"Name":"Notes","Value":"because"},{"Name":"Reason","Value":"because"}]}"""
        );

    /// <summary>The link an operator gets for the member.</summary>
    public async Task<Uri> Link(long check)
    {
        var answer = await Command("START_STRIPE_SESSION", check);
        answer["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(answer.Raw);
        return LastLink = new Uri(answer["RedirectURL"]!.ToString());
    }

    public Uri? LastLink { get; private set; }

    public async Task<Browser> Browser(long check) =>
        await StripeIdentity.Browser.Open(App.Address, await Link(check));

    /// <summary>A check whose member has pressed start, and its session at the double.</summary>
    public async Task<(long Check, DoubleSession Session)> Started(Coworker? coworker = null)
    {
        var check = await Check(coworker);
        using var browser = await Browser(check);
        (await browser.Start()).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        return (check, SessionOf(check));
    }

    public DoubleSession SessionOf(long check)
    {
        using var db = App.Db();
        var id = db
            .StripeAttempts.Where(one => one.IdentityCheckId == check)
            .OrderByDescending(one => one.Number)
            .Select(one => one.SessionId)
            .First()!;
        return Stripe.Sessions[id];
    }

    public static string Sign(string json, string secret, DateTimeOffset at) =>
        $"t={at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)},v1={Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.{json}")
            )
        )}";

    public async Task<int> Send(
        DoubleEvent said,
        string? path = null,
        string secret = WebhookSecret,
        DateTimeOffset? at = null
    ) => await Send(said.Json, Sign(said.Json, secret, at ?? Clock.GetUtcNow()), path);

    public async Task<int> Send(string json, string? signature, string? path = null)
    {
        using var http = App.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, path ?? WebhookPath);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Stripe.DisposeAsync();
    }
}
