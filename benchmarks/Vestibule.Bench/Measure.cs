using System.Net.Http;
using System.Text.Json.Nodes;
using Vestibule.Database;

namespace Vestibule.Bench;

/// <summary>One round of one case: the server and the bare endpoint, one right after the other.</summary>
internal sealed record Pair(
    DatabaseProvider Provider,
    Deed Deed,
    int Connections,
    Point Ours,
    Point Bare
);

/// <summary>Interleaved rounds on one database, and the counter-checks: fast and wrong is wrong.</summary>
internal static class Measure
{
    public static readonly int[] Connections = [1, 16, 64];

    public static async Task<(List<Pair> Pairs, List<string> Wrong)> Run(
        DatabaseProvider provider,
        string folder,
        Options options
    )
    {
        var stage = await Stage.Set(provider, folder);
        await using var ours = await Subject.Start(stage);
        await using var bare = await Bare.Start(stage);
        var wrong = await SameAnswers(stage, ours, bare);
        var pairs = new List<Pair>();
        var all = new List<Pair>();
        foreach (
            var deed in Enum.GetValues<Deed>().Where(d => options.Wants(d, Enum.GetValues<Deed>()))
        )
        {
            var (mine, theirs) = (
                Ask.Requests(deed, stage, ours.Token),
                Ask.Requests(deed, stage, null)
            );
            async Task<Pair> Both(int connections, TimeSpan time, bool oursFirst)
            {
                var first = oursFirst
                    ? await Load.Run(ours.Address, mine, connections, time)
                    : null;
                var other = await Load.Run(bare.Address, theirs, connections, time);
                first ??= await Load.Run(ours.Address, mine, connections, time);
                var pair = new Pair(provider, deed, connections, first, other);
                all.Add(pair);
                return pair;
            }

            await Both(16, options.WarmUp, oursFirst: true);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var connections in Connections.Where(c => options.Wants(c, Connections)))
                {
                    pairs.Add(await Both(connections, options.Point, round % 2 == 0));
                }
            }
        }

        await Count(stage, all, wrong);
        return (pairs, wrong);
    }

    private static async Task<List<string>> SameAnswers(Stage stage, Subject ours, Bare bare)
    {
        var wrong = new List<string>();
        using var client = new HttpClient();
        foreach (var deed in (Deed[])[Deed.Get, Deed.Page])
        {
            var path = Ask.PathOf(deed, stage, 5);
            var theirs = await client.GetStringAsync(new Uri(bare.Address, path));
            using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(ours.Address, path));
            asked.Headers.Authorization = new("Bearer", ours.Token);
            using var answer = await client.SendAsync(asked);
            var mine = await answer.Content.ReadAsStringAsync();
            if (!JsonNode.DeepEquals(JsonNode.Parse(mine), JsonNode.Parse(theirs)))
            {
                wrong.Add(
                    $"{stage.Provider} {deed}: the two sides answer differently:\n{mine}\n{theirs}"
                );
            }
        }

        return wrong;
    }

    private static async Task Count(Stage stage, List<Pair> all, List<string> wrong)
    {
        var creates = all.Where(pair => pair.Deed is Deed.Create).ToList();
        var (mine, theirs) = (creates.Sum(p => p.Ours.Good), creates.Sum(p => p.Bare.Good));
        void Expect(string what, long found, long wanted)
        {
            if (found != wanted)
            {
                wrong.Add($"{stage.Provider}: {what}: {found}, not {wanted}");
            }
        }

        Expect("error answers", all.Sum(p => p.Ours.Bad + p.Bare.Bad), 0);
        Expect("our checks", await Rows(stage.Ours, "\"IdentityChecks\""), Stage.Checks + mine);
        Expect(
            "journal lines",
            await Rows(
                stage.Ours,
                "\"JournalEntries\" WHERE \"Entity\" = 'CoworkerIdentityCheck' AND \"Action\" = 1"
            ),
            mine
        );
        Expect("bare checks", await Rows(stage.Bare, "\"IdentityChecks\""), Stage.Checks + theirs);
        Expect("bare audit rows", await Rows(stage.Bare, "\"BareAudit\""), theirs);

        Task<long> Rows(string database, string from) =>
            Stage.Count(stage.Provider, database, from);
    }
}
