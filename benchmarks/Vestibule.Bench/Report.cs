using System.Globalization;
using System.Text;
using Vestibule.Database;

namespace Vestibule.Bench;

/// <summary>Ratios of the rounds as one table, and what must hold.</summary>
internal static class Report
{
    private static readonly (DatabaseProvider Provider, double Least)[] Gates =
    [
        (DatabaseProvider.Sqlite, 1.0),
        (DatabaseProvider.Postgres, 0.5),
    ];

    public static string Table(IEnumerable<Pair> pairs)
    {
        var text = new StringBuilder();
        text.AppendLine(
            "| database | asked | conns | throughput × bare | p50 × bare | p99 × bare | req/s |"
        );
        text.AppendLine("|---|---|---:|---|---|---|---:|");
        foreach (var set in pairs.GroupBy(pair => (pair.Provider, pair.Deed, pair.Connections)))
        {
            var rounds = set.ToList();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {set.Key.Provider} | {set.Key.Deed.ToString().ToLowerInvariant()} | {set.Key.Connections} | {Ratios(rounds, p => p.Rate)} | {Ratios(rounds, p => p.P50)} | {Ratios(rounds, p => p.P99)} | {Median(rounds.Select(p => p.Ours.Rate)):0} |"
            );
        }

        return text.ToString();
    }

    /// <summary>One line a gate; a gate whose database did not run is not judged.</summary>
    public static IReadOnlyList<(bool Holds, string Line)> Judge(IReadOnlyList<Pair> pairs) =>
        [
            .. Gates
                .Select(gate =>
                    (
                        Gate: gate,
                        Ratios: pairs
                            .Where(p =>
                                p.Provider == gate.Provider
                                && p is { Deed: Deed.Create, Connections: 64 }
                            )
                            .Select(p => p.Ours.Rate / p.Bare.Rate)
                            .ToList()
                    )
                )
                .Where(judged => judged.Ratios.Count > 0)
                .Select(judged =>
                {
                    var holds = Median(judged.Ratios) >= judged.Gate.Least;
                    return (
                        holds,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{(holds ? "PASS" : "FAIL")} {judged.Gate.Provider}: create at 64 is {Median(judged.Ratios):0.00} × bare, wanted ≥ {judged.Gate.Least:0.0}"
                        )
                    );
                }),
        ];

    private static string Ratios(List<Pair> rounds, Func<Point, double> of)
    {
        var ratios = rounds.ConvertAll(pair => of(pair.Ours) / of(pair.Bare));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Median(ratios):0.00} ({ratios.Min():0.00}–{ratios.Max():0.00})"
        );
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
