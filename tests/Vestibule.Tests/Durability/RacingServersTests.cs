using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>Two servers work on one database at once. Every answer that was given must be true afterwards.</summary>
[Collection(nameof(KillTests))]
public sealed class RacingServersTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    /// <summary>Two servers on one database and one folder race for the same checks; then one is killed and the other goes on.</summary>
    [Fact]
    public async Task TwoServersNeverBothWin()
    {
        var cluster = await PostgresFaultTests.Cluster();
        var rounds = HowMany.Times(1, ci: 2, campaign: 50);
        await cluster.Do("CREATE DATABASE races");
        await using var site = await Site.Make(
            DatabaseProvider.Postgres,
            null,
            PostgresFaultTests.Named(cluster, "races")
        );
        var faults = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            using var first = await site.Serve();
            using var second = await site.Serve();
            using var enough = new CancellationTokenSource();
            var loads = new[] { first, second }
                .Select(server =>
                    site.Load(server, patient: true, clients: 4, until: enough.Token).Run()
                )
                .ToList();
            faults.AddRange(
                await Race(site, first, second, HowMany.Times(5, ci: 20, campaign: 20))
            );
            first.Kill();
            (await site.Progress(20, Recovery)).ShouldBeTrue("the other one did not go on");
            await enough.CancelAsync();
            await Task.WhenAll(loads);
        }

        faults.AddRange(await site.Look());
        Figures.Say(output, "two servers racing", site.ToString(), 0, rounds, faults);
        faults.ShouldBeEmpty();
    }

    private static async Task<List<string>> Race(
        Site site,
        ServerProcess first,
        ServerProcess second,
        int times
    )
    {
        const string checks = "/api/spaces/coworkeridentitychecks";
        using var here = Client(first);
        using var there = Client(second);
        var faults = new List<string>();
        for (var n = 0; n < times; n++)
        {
            var check = await site.Load(first).One();
            string Wish(string key) =>
                $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{"Name":"Notes","Value":"no"}]}""";
            var answers = await Task.WhenAll(
                here.Posts($"{checks}/runcommand", Wish("MARK_AS_VERIFIED")),
                there.Posts($"{checks}/runcommand", Wish("MARK_AS_REJECTED"))
            );
            var won = answers.Select(Won).ToList();
            if (won.Count(w => w) != 1)
            {
                faults.Add(
                    $"{won.Count(w => w)} of two decisions on check {check} were made: {answers[0].Raw} {answers[1].Raw}"
                );
            }

            site.Ledger.Decisions[check] = won[0] ? 3 : 4;
        }

        return faults;
    }

    private static bool Won(Answer answer) =>
        answer.Status == 200 && answer["WasSuccessful"]!.GetValue<bool>();

    private static HttpClient Client(ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = Load.Basic;
        return client;
    }
}
