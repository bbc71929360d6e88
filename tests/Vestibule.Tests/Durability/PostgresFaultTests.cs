using Vestibule.Database;
using Vestibule.Tests.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// The database is restarted, killed and cut off under load. Every answer that was
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
            .Range(0, HowMany.Times(3, ci: 12, campaign: 20 * blows.Length))
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

    /// <summary>A build that answers before it commits feigns what a blow then keeps it from writing.</summary>
    [Fact]
    public async Task ABuildThatAnswersFirstIsCaught()
    {
        var cluster = await Cluster();
        await cluster.Do("CREATE DATABASE lies");
        await using var site = await Site.Make(
            DatabaseProvider.Postgres,
            null,
            Named(cluster, "lies")
        );
        IReadOnlyList<string> faults = [];
        for (var round = 0; round < 5 && faults.Count == 0; round++)
        {
            using var server = await site.Serve(Sabotage.AnswerFirst);
            using var enough = new CancellationTokenSource();
            var work = site.Load(server, patient: true, until: enough.Token).Run();
            await site.HandedIn(2, Recovery);
            await cluster.Crash();
            await enough.CancelAsync();
            await work;
            server.Kill();
            faults = await site.Look();
        }

        output.WriteLine($"{Sabotage.AnswerFirst}: {string.Join("; ", faults)}");
        faults.ShouldContain(fault => Sabotage.Shows(fault));
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

    internal static async Task<PostgresCluster> Cluster()
    {
        HowMany.NotByHand("Blows to PostgreSQL");
        if (TestDatabases.Absent(DatabaseProvider.Postgres) is { } reason)
        {
            Assert.Skip(reason);
        }

        return await PostgresCluster.Start();
    }

    internal static string Named(PostgresCluster cluster, string database) =>
        cluster.Server.Replace(
            "Database=postgres",
            $"Database={database}",
            StringComparison.Ordinal
        );
}
