using System.Diagnostics;
using System.Net.Http;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>
/// What guessing costs everybody else, with passwords at their full price and by the clock on the wall: measured only when
/// asked for, because a busy machine would be blamed on the server.
/// </summary>
public sealed class GuessingCampaign(ITestOutputHelper output)
{
    private const int Guesses = 10_000;
    private const int Lanes = 16;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Ten_thousand_guesses_leave_other_routes_under_twice_their_time(
        DatabaseProvider provider
    )
    {
        HowMany.OnlyInCampaigns("Guessing for long");
        Gates.SkipWithout(provider);
        await using var app = await VestibuleApp.Start(
            provider,
            services => services.AddSingleton(new LockOutRules())
        );
        var world = new World(app);
        using var client = app.Basic(await world.Key(await world.User(isAdmin: true, [], [])));
        await Times(client, TimeSpan.FromSeconds(3), () => false);
        var quiet = await Times(client, Measured, () => false);
        var flood = Flood(app);
        var under = await Times(client, TimeSpan.FromMinutes(5), () => flood.IsCompleted);
        var refused = await flood;
        var hashes = app.Services.GetRequiredService<SlowHash>().Done;
        var ratio = P95(under) / P95(quiet);
        output.WriteLine(
            $"{provider}: {Guesses} guesses, {refused} answered 429, {hashes} hashes; p95 quiet {P95(quiet):0.00} ms of {quiet.Count}, under guesses {P95(under):0.00} ms of {under.Count}, ratio {ratio:0.00}"
        );
        hashes.ShouldBeLessThanOrEqualTo(60);
        ratio.ShouldBeLessThan(2);
    }

    /// <summary>Milliseconds of one request after the other.</summary>
    private static async Task<List<double>> Times(
        HttpClient client,
        TimeSpan atMost,
        Func<bool> isOver
    )
    {
        var times = new List<double>();
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < atMost && !isOver())
        {
            var sent = Stopwatch.GetTimestamp();
            (await client.Gets("/api/auth/me")).Status.ShouldBe(200);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            await Task.Delay(5);
        }

        return times;
    }

    // Guessers pace themselves: a flood at full speed would measure the client, which shares these cores.
    private static async Task<int> Flood(VestibuleApp app)
    {
        var refused = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, Lanes)
                .Select(async lane =>
                {
                    using var stranger = app.Anonymous();
                    for (var guess = lane; guess < Guesses; guess += Lanes)
                    {
                        using var form = new FormUrlEncodedContent([
                            new("grant_type", "password"),
                            new("username", VestibuleApp.AdminEmail),
                            new("password", $"guess {guess}"),
                        ]);
                        using var answer = await stranger.PostAsync(
                            new Uri("/api/token", UriKind.Relative),
                            form
                        );
                        if ((int)answer.StatusCode == 429)
                            Interlocked.Increment(ref refused);
                        await Task.Delay(50);
                    }
                })
        );
        return refused;
    }

    private static double P95(List<double> times) =>
        times.Order().ElementAt(times.Count * 95 / 100);
}
