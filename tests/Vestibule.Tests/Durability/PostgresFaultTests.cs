using Vestibule.Database;
using Vestibule.Tests.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// The database is restarted, killed and cut off under load, and two servers work on it at once. Every answer that was
/// given must be true afterwards, and the servers must find their way back by themselves.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class PostgresFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task NoBlowToTheDatabaseLosesOrFeignsAWrite()
    {
        var cluster = await Cluster();
        await cluster.Do("CREATE DATABASE blows");
        var connection = Named(cluster, "blows");
        await using var thief = new Thief(connection);
        await using var site = await Site.Make(DatabaseProvider.Postgres, null, connection);
        Func<Task>[] blows =
        [
            () => Stolen(thief, Theft.Commit),
            () => cluster.Restart("immediate"),
            () => Stolen(thief, Theft.Reply),
            cluster.Crash,
            () => cluster.Restart("fast"),
            () => Blows.KillBackend(cluster, "blows"),
            () => Blows.Terminate(cluster, "application_name = 'vestibule writer'"),
            () => Blows.Terminate(cluster, "datname = 'blows'"),
            () => Stolen(thief, Theft.Commit),
            () => Stolen(thief, Theft.Reply),
        ];
        var dealt = Enumerable
            .Range(0, HowMany.Times(3, ci: blows.Length, campaign: 20 * blows.Length))
            .Select(n => blows[n % blows.Length])
            .ToList();
        using var enough = new CancellationTokenSource();
        using (var server = await site.Serve(connection: thief.ConnectionString))
        {
            var load = site.Load(server, patient: true, clients: 8, until: enough.Token);
            var work = load.Run();
            foreach (var blow in dealt)
            {
                await Recovered(site, server, load, cluster);
                await blow();
            }

            await Recovered(site, server, load, cluster);
            await enough.CancelAsync();
            await work;
            server.Kill();
        }

        var faults = await site.Look();
        Figures.Say(output, "blows to PostgreSQL", site.ToString(), 0, dealt.Count, faults);
        faults.ShouldBeEmpty();
    }

    /// <summary>Two servers on one database and one folder race for the same checks; then one is killed and the other goes on.</summary>
    [Fact]
    public async Task TwoServersNeverBothWin()
    {
        var cluster = await Cluster();
        var rounds = HowMany.Times(1, ci: 2, campaign: 50);
        await cluster.Do("CREATE DATABASE races");
        await using var site = await Site.Make(
            DatabaseProvider.Postgres,
            null,
            Named(cluster, "races")
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

    private static async Task Recovered(
        Site site,
        ServerProcess server,
        Load load,
        PostgresCluster cluster
    )
    {
        if (!await site.Progress(20, Recovery))
        {
            Assert.Fail(
                $"It did not recover after {site}.\nRefusals:\n{load.Refusals}\n"
                    + $"Connections:\n{await Blows.Connections(cluster)}\nLog:\n{server.LastLog}"
            );
        }
    }

    // The thief waits for the next COMMIT; under load that is at once.
    private static async Task Stolen(Thief thief, Theft theft)
    {
        thief.Next = theft;
        await Shell.Until("a COMMIT comes by", () => thief.Next is Theft.None);
    }

    private static async Task<PostgresCluster> Cluster()
    {
        HowMany.NotByHand("Blows to PostgreSQL");
        if (TestDatabases.Absent(DatabaseProvider.Postgres) is { } reason)
        {
            Assert.Skip(reason);
        }

        return await PostgresCluster.Start();
    }

    private static string Named(PostgresCluster cluster, string database) =>
        cluster.Server.Replace(
            "Database=postgres",
            $"Database={database}",
            StringComparison.Ordinal
        );
}
