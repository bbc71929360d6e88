using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.Tests.Wire;

/// <summary>Keyed requests and time: a twin that takes long, a day that has passed, another instance.</summary>
public sealed class OnceTimeTests
{
    private const string Coworkers = "/api/spaces/coworkers";

    [Fact]
    public async Task ATwinThatTakesLongIsNotWaitedForForever()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        await using var app = await VestibuleApp.Start(
            DatabaseProvider.Sqlite,
            services => services.AddSingleton<TimeProvider>(clock)
        );
        var world = new World(app);
        var business = await world.Business();
        var user = await world.User(isAdmin: true, [], []);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new(
            "Basic",
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(await world.Key(user)))
        );
        var turns = app.Services.GetRequiredService<RequestTurns>();
        var body = $$"""{"FullName":"Jane","InvoicingBusinessId":{{business.Id}}}""";
        Task<Answer> Send() =>
            client.Asks(HttpMethod.Post, Coworkers, body, ("Idempotency-Key", "slow"));
        var secret = await app
            .Services.GetRequiredService<KeyRing>()
            .SecretAsync(AnswerOnce.Secret, CancellationToken.None);
        await using var db = app.Db();
        var key = await db.ApiKeys.SingleAsync(one => one.UserId == user.Id);
        using (turns.Take(Fingerprint.OfKey(secret, (user.Id, key.Id), Coworkers, "slow"), out _))
        {
            var sent = Send();
            while (!sent.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            var away = await sent;
            away.Status.ShouldBe(409, away.Raw);
            away.Headers.GetValues("Retry-After").Single().ShouldBe("1");
        }

        (await Send()).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AKeyIsRememberedForADay(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var app = await VestibuleApp.Start(provider);
        var world = new World(app);
        var business = await world.Business();
        using var admin = await world.Administrator();
        var body = $$"""{"FullName":"Jane","InvoicingBusinessId":{{business.Id}}}""";
        Task<Answer> Send() =>
            admin.Asks(HttpMethod.Post, Coworkers, body, ("Idempotency-Key", "day"));
        var first = await Send();
        var sweep = app
            .Services.GetServices<IHostedService>()
            .OfType<SweepKeyedRequests>()
            .Single();
        var now = TimeProvider.System.Now();
        (await sweep.Run(now + TimeSpan.FromHours(23), CancellationToken.None)).ShouldBe(0);
        (await Send()).Raw.ShouldBe(first.Raw);
        (await sweep.Run(now + TimeSpan.FromHours(25), CancellationToken.None)).ShouldBe(1);
        (await Send()).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task TwoInstancesDoItOnce()
    {
        if (TestDatabases.Absent(DatabaseProvider.Postgres) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var one = await VestibuleApp.Start(DatabaseProvider.Postgres);
        await using var two = await VestibuleApp.Start(
            DatabaseProvider.Postgres,
            one.DataPath,
            one.ConnectionString
        );
        var world = new World(one);
        var business = await world.Business();
        var user = await world.User(isAdmin: true, [], []);
        await two.Services.GetRequiredService<Vestibule.Access.AccessFacts>().Refresh();
        var key = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(await world.Key(user)));
        var body = $$"""{"FullName":"Jane","InvoicingBusinessId":{{business.Id}}}""";
        using var here = one.Anonymous();
        using var there = two.Anonymous();
        here.DefaultRequestHeaders.Authorization = new("Basic", key);
        there.DefaultRequestHeaders.Authorization = new("Basic", key);
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(
                new[] { here, there }.Select(client =>
                    client.Asks(
                        HttpMethod.Post,
                        Coworkers,
                        body,
                        ("Idempotency-Key", $"race-{round}")
                    )
                )
            );
            answers.Select(a => (a.Status, a.Raw)).Distinct().Count().ShouldBe(1);
            answers[0].Status.ShouldBe(200, answers[0].Raw);
        }

        await using var db = one.Db();
        (await db.Coworkers.CountAsync(c => c.InvoicingBusinessId == business.Id)).ShouldBe(20);
    }
}
