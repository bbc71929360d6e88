using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>Rigs that start servers of their own and need the machine for themselves.</summary>
[CollectionDefinition(nameof(KillTests), DisableParallelization = true)]
public sealed class KillCollection;

/// <summary>
/// The server is killed under load, again and again, on the same data: at random moments, and at every named point of
/// its writing. Whatever it had acknowledged must be there, whole, and told of; whatever it had not must be there whole
/// or not at all.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NothingAcknowledgedIsLost(DatabaseProvider provider)
    {
        var rounds = HowMany.Times(1, ci: 20, campaign: 500);
        await using var site = await Site.Make(provider);
        var random = new Random(Seed);
        for (var round = 0; round < rounds; round++)
        {
            await KillAtRandom(site, random);
        }

        var faults = await site.Look();
        Figures.Say(output, "kill -9 at random", site.ToString(), Seed, rounds, faults);
        faults.ShouldBeEmpty();
        site.Ledger.Documents.Count.ShouldBeGreaterThan(
            rounds,
            "the load must have done something"
        );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NothingAcknowledgedIsLostAtAnyPoint(DatabaseProvider provider)
    {
        var points = Sabotage.Points.Where(point => HowMany.HasTime || point is "Committed");
        var random = new Random(Seed);
        var (trials, faults, done) = (0, new List<string>(), "");
        for (var turn = 0; turn < HowMany.Times(1, ci: 1, campaign: 20); turn++)
        {
            // In a new house each time: folders, for one, are only made as long as there are some to make.
            await using var site = await Site.Make(provider);
            foreach (var point in points)
            {
                using var server = await site.Serve($"crash={point}:{random.Next(1, 25)}");
                var load = site.Load(server).Run();
                (await server.Ended(TimeSpan.FromSeconds(60))).ShouldBeTrue(
                    $"{point} was never reached"
                );
                await load;
                trials++;
            }

            faults.AddRange(await site.Look());
            done = site.ToString();
        }

        Figures.Say(output, "kill -9 at points", $"lastly {done}", Seed, trials, faults);
        faults.ShouldBeEmpty();
    }

    /// <summary>A build that answers before it commits loses what it was killed over.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task ABuildThatAnswersFirstIsCaught(DatabaseProvider provider)
    {
        await using var site = await Site.Make(provider);
        var random = new Random(Seed);
        IReadOnlyList<string> faults = [];
        for (var round = 0; round < 5 && faults.Count == 0; round++)
        {
            await KillAtRandom(site, random, Sabotage.AnswerFirst);
            faults = await site.Look();
        }

        output.WriteLine($"{Sabotage.AnswerFirst}, {provider}: {string.Join("; ", faults)}");
        faults.ShouldContain(fault => Sabotage.Shows(fault));
    }

    // A slow machine gets its time to begin; the moment of the kill is then as random as on a fast one.
    private static async Task KillAtRandom(Site site, Random random, string? plan = null)
    {
        using var server = await site.Serve(plan);
        using var enough = new CancellationTokenSource();
        // Clients of a broken build see its lies themselves.
        var load = site.Load(server, patient: plan is not null, until: enough.Token).Run();
        await site.HandedIn(2, TimeSpan.FromSeconds(60));
        await Task.Delay(random.Next(50, 1500));
        server.Kill();
        await enough.CancelAsync();
        await load;
    }
}
