using Vestibule.Database;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Where the server stands, which can be struck down and started again.</summary>
internal sealed class StrikablePlace(
    DatabaseProvider provider,
    string folder,
    string connection,
    StripeDouble stripe
) : IDisposable
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    private ServerProcess? server;

    public DatabaseProvider Provider => provider;
    public string Folder => folder;
    public string Connection => connection;
    public StripeDouble Stripe => stripe;
    public long Business { get; private set; }
    public long Coworker { get; private set; }
    public string WebhookPath { get; private set; } = "";
    public int Kills { get; private set; }
    public Uri Address => server!.Address;

    public HttpClient Admin()
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = Load.Basic;
        return http;
    }

    public async Task Furnish()
    {
        await using (var app = await VestibuleApp.Start(provider, folder, connection))
        {
            var world = new World(app);
            var business = await world.Business();
            Business = business.Id;
            Coworker = (await world.Coworker(business)).Id;
            using var admin = await world.Administrator();
            var put = await admin.Puts(
                $"/api/vestibule/businesses/{Business}/stripe",
                $$"""{"Enabled":true,"UsesNetwork":false,"RestrictedKey":"{{StripeWorld.Key}}","WebhookSecrets":["{{StripeWorld.WebhookSecret}}"]}"""
            );
            WebhookPath = put["Value"]!["WebhookPath"]!.ToString();
        }

        await Rise();
    }

    /// <summary>A check and its member's link.</summary>
    public async Task<(long Check, Uri Link)> Begin()
    {
        var check = (
            await Admin()
                .Posts(
                    Checks,
                    $$"""{"BusinessId":{{Business}},"CoworkerId":{{Coworker}},"Name":"x","IdentityCheckProvider":2}"""
                )
        ).Id;
        var told = await Admin()
            .Posts(
                $"{Checks}/runcommand",
                $$"""{"Key":"START_STRIPE_SESSION","Ids":[{{check}}]}"""
            );
        return (check, new Uri(told["RedirectURL"]!.ToString()));
    }

    public async Task<Guid> UniqueId(long check)
    {
        var told = await Admin().Gets($"{Checks}/{check}");
        return Guid.Parse(told["UniqueId"]!.ToString());
    }

    /// <summary>Does steps at once, each again until it is acknowledged.</summary>
    /// <param name="strike">Kills the server while they are under way.</param>
    /// <returns>How many the blow found unfinished.</returns>
    public async Task<int> Done(Random random, bool strike, IEnumerable<Func<Task<bool>>> steps)
    {
        var left = steps.ToList();
        var cutOff = 0;
        if (strike)
        {
            var under = Task.WhenAll(left.Select(Attempt));
            await Task.Delay(random.Next(0, 80));
            server!.Kill();
            Kills++;
            var done = await under;
            left = [.. left.Where((_, at) => !done[at])];
            cutOff = left.Count;
            await Rise();
        }

        for (var tries = 0; left.Count > 0; tries++)
        {
            tries.ShouldBeLessThan(50);
            var done = await Task.WhenAll(left.Select(Attempt));
            left = [.. left.Where((_, at) => !done[at])];
        }

        return cutOff;
    }

    private static async Task<bool> Attempt(Func<Task<bool>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private async Task Rise()
    {
        server?.Dispose();
        server = await ServerProcess.Start(
            provider,
            folder,
            connection,
            "127.0.0.1:1",
            $"--Vestibule:Stripe:ApiBase={stripe.Address}"
        );
    }

    public void Dispose() => server?.Dispose();
}
