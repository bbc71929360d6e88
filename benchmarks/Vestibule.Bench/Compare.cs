using Microsoft.Data.Sqlite;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Bench;

/// <summary>Measures, prints, judges. Ends with 1 when a gate or a counter-check fails.</summary>
internal static class Compare
{
    public static async Task<int> Main(string[] args)
    {
        if (Options.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(
                "bench [--rounds N] [--quick] [--only postgres,create,64] [--save]"
            );
            return 64;
        }

        var folder = Directory.CreateTempSubdirectory("vestibule-bench-").FullName;
        if (options.Only.Contains(Million.Name))
        {
            return await Million.Run(folder);
        }

        var (pairs, wrong) = (new List<Pair>(), new List<string>());
        var judged = new List<(bool Holds, string Line)>();
        try
        {
            foreach (
                var provider in Enum.GetValues<DatabaseProvider>()
                    .Where(p =>
                        (options.WantsChecks || options.WantsUpload)
                        && options.Wants(p, Enum.GetValues<DatabaseProvider>())
                    )
            )
            {
                if (provider is DatabaseProvider.Postgres && !PostgresCluster.Installed)
                {
                    wrong.Add("PostgreSQL is not installed; nothing was measured on it");
                    continue;
                }

                await Console.Error.WriteLineAsync($"{provider} …");
                if (options.WantsChecks)
                {
                    var (measured, broken) = await Measure.Run(provider, folder, options);
                    pairs.AddRange(measured);
                    wrong.AddRange(broken);
                }

                if (options.WantsUpload)
                {
                    var (gates, broken) = await UploadRounds.Run(provider, folder, options);
                    judged.AddRange(gates);
                    wrong.AddRange(broken);
                }
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        judged.InsertRange(0, Report.Judge(pairs));
        if (options.WantsPhoto)
        {
            await Console.Error.WriteLineAsync("photo …");
            judged.Add(await PhotoRounds.Run(options.Rounds));
        }

        var report =
            Report.Table(pairs)
            + "\n"
            + string.Join('\n', judged.Select(gate => gate.Line))
            + "\n"
            + (wrong.Count == 0 ? "PASS counter-checks" : "FAIL " + string.Join("\nFAIL ", wrong))
            + "\n";
        await Console.Out.WriteAsync(report);
        if (options.Save is { } file)
        {
            await File.WriteAllTextAsync(
                file,
                $"# Measured at {options.Commit}\n\n{options.Rounds} rounds of {options.Point.TotalSeconds:0.0} s, {Environment.ProcessorCount} processors, {Stage.Checks:N0} checks. Median (min–max) of the rounds' ratios.\n\n{report}"
            );
        }

        return judged.All(gate => gate.Holds) && wrong.Count == 0 ? 0 : 1;
    }
}
