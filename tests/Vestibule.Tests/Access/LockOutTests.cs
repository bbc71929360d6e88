using System.Net.Http;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Guesses;

namespace Vestibule.Tests.Access;

/// <summary>Guessing is slowed down, by name and by address, and never shuts out for good who knows the password.</summary>
public sealed class LockOutTests
{
    private const string Busy = """{"error":"temporarily_unavailable"}""";

    private static readonly int Many =
        Environment.GetEnvironmentVariable("CI") == "true" ? 10_000 : 600;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(10_000, 15)]
    [InlineData(int.MaxValue, 15)]
    public void Pauses_double_up_to_a_quarter_of_an_hour(int failures, int minutes) =>
        LockOut.Length(failures, free: 5).ShouldBe(TimeSpan.FromMinutes(minutes));

    [DatabaseTheory]
    public async Task Half_a_day_of_guesses_reaches_the_hash_less_than_sixty_times(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await host.AddUser();
        var step = TimeSpan.FromHours(12) / Many;
        for (var guess = 0; guess < Many; guess++)
        {
            await Guess(
                host,
                "ada@example.com",
                $"10.0.{guess / 250}.{guess % 250}",
                $"wrong{guess}"
            );
            host.Clock.Advance(step);
        }

        host.SlowHash.Done.ShouldBeInRange(40, 60);
        // Never for good.
        host.Clock.Advance(LockOut.Longest);
        (await host.SignIn()).Status.ShouldBe(200);
    }

    [DatabaseTheory]
    public async Task A_flood_of_guesses_gets_no_further(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await host.AddUser();
        var wave = 100;
        for (var sent = 0; sent < Many; sent += wave)
            await Task.WhenAll(
                Enumerable
                    .Range(sent, wave)
                    .Select(n =>
                        Guess(host, "ada@example.com", $"10.1.{n / 250}.{n % 250}", $"w{n}")
                    )
            );
        // Five, and one more that was being compared while the fifth was counted.
        host.SlowHash.Done.ShouldBeInRange(5, 6);
    }

    [Fact]
    public async Task Nobodys_name_is_locked_like_anybodys()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        var said = new List<List<string>>();
        foreach (var name in (string[])["ada@example.com", "nobody@example.com"])
        {
            var heard = new List<string>();
            for (var guess = 0; guess < 8; guess++)
                heard.Add(await Told(host, name, $"10.2.{name.Length}.{guess}"));
            said.Add(heard);
        }

        said[0].ShouldBe(said[1]);
        said[0].Count(answer => answer.StartsWith("400", StringComparison.Ordinal)).ShouldBe(5);
        said[0][^1].ShouldBe($"429 60 {Busy}");
        host.SlowHash.Done.ShouldBe(10);
        // The journal tells of both, and names nobody who has no user.
        var lines = await host.Read(rows =>
            rows.JournalEntries.Where(line => line.Member == "SignIn").ToListAsync()
        );
        lines
            .Select(line => line.NewValue)
            .Distinct()
            .ShouldBe(["locked for 1 min after 5 failures"]);
        lines.Select(line => line.EntityId > 0).ShouldBe([true, false], ignoreOrder: true);
        lines.ShouldAllBe(line => line.ActorName == "Vestibule");
    }

    [Fact]
    public async Task Basic_counts_too_and_says_when_to_come_back()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        for (var guess = 0; guess < 5; guess++)
            (await Guess(host, "ada@example.com", "10.3.0.1", $"wrong{guess}")).ShouldBe(401);
        var counted = await host.Read(rows => rows.Users.SingleAsync());
        (counted.AccessFailedCount, counted.LastLoginAttempt).ShouldBe((5, host.Clock.GetUtcNow()));
        using var right = Request(host, "10.3.0.2", "ada@example.com", AccessHost.Password);
        using var answer = await host.Http.SendAsync(right);
        ((int)answer.StatusCode).ShouldBe(429);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Guess(host, "ada@example.com", "10.3.0.2", AccessHost.Password)).ShouldBe(200);
        (
            await host.Read(rows => rows.Users.Select(u => u.AccessFailedCount).SingleAsync())
        ).ShouldBe(0);
        // A good sign-in begins the count anew.
        for (var guess = 0; guess < 4; guess++)
            (await Guess(host, "ada@example.com", "10.3.0.9", $"wrong{guess}")).ShouldBe(401);
        (await Guess(host, "ada@example.com", "10.3.0.3", AccessHost.Password)).ShouldBe(200);
    }

    [Fact]
    public async Task Two_instances_count_together()
    {
        await using var host = await AccessHost.Open();
        await using var sibling = await AccessHost.Open(host);
        await host.AddUser();
        await sibling.Look();
        for (var guess = 0; guess < 5; guess++)
            await Guess(
                guess % 2 == 0 ? host : sibling,
                "ada@example.com",
                "10.7.0.1",
                $"w{guess}"
            );
        foreach (var one in (AccessHost[])[host, sibling])
            (await Guess(one, "ada@example.com", "10.7.0.2", AccessHost.Password)).ShouldBe(429);
    }

    [Fact]
    public async Task Old_counts_are_forgotten_and_swept()
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        for (var guess = 0; guess < 4; guess++)
            await Guess(host, "ada@example.com", "10.8.0.1", $"wrong{guess}");
        host.Clock.Advance(LockOut.Forgotten + TimeSpan.FromMinutes(1));
        for (var guess = 0; guess < 4; guess++)
            (await Guess(host, "ada@example.com", "10.8.0.1", $"wrong{guess}")).ShouldBe(401);
        (await host.Read(rows => rows.SignInTraces.CountAsync())).ShouldBe(2);
        host.Clock.Advance(LockOut.Forgotten + TimeSpan.FromMinutes(1));
        await host.Read(rows =>
            KeepTraces.Sweep(rows, host.Clock.GetUtcNow(), CancellationToken.None)
        );
        (await host.Read(rows => rows.SignInTraces.CountAsync())).ShouldBe(0);
    }

    private static async Task<string> Told(AccessHost host, string name, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/token");
        request.Content = new StringContent(
            $"grant_type=password&username={name}&password=wrong",
            new MediaTypeHeaderValue("application/x-www-form-urlencoded")
        );
        request.Headers.Add(AccessHost.From, from);
        using var answer = await host.Http.SendAsync(request);
        return $"{(int)answer.StatusCode} {answer.Headers.RetryAfter} {await answer.Content.ReadAsStringAsync()}";
    }
}
