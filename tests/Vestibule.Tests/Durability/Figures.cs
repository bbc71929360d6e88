using System.Diagnostics;
using Vestibule.Tests.Harness;
using Vestibule.Tests.House;

namespace Vestibule.Tests.Durability;

/// <summary>What the rigs came to; a campaign's is kept in a file of its day and commit, to be added to.</summary>
internal static class Figures
{
    private const double Doubt = 0.05;
    private static readonly Lock One = new();

    public static void Say(
        ITestOutputHelper output,
        string rig,
        string what,
        int seed,
        int trials,
        IReadOnlyCollection<string> faults
    )
    {
        var line =
            $"| {rig} | {what} | {seed} | {trials} | {faults.Count} | {UpperBound(trials, Math.Min(faults.Count, trials)):P2} |";
        output.WriteLine(line);
        if (HowMany.Campaign > 0)
        {
            Keep(line);
        }
    }

    /// <summary>
    /// The largest probability of a failure that <paramref name="failures"/> in <paramref name="trials"/> still allows
    /// with 95 % confidence (Clopper and Pearson's upper bound, one-sided; without a failure about 3 in n).
    /// </summary>
    public static double UpperBound(int trials, int failures)
    {
        if (failures >= trials)
        {
            return 1;
        }

        var (low, high) = ((double)failures / trials, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(failures, trials, middle) > Doubt ? (middle, high) : (low, middle);
        }

        return high;
    }

    // The chance of so few failures or fewer, summed in logarithms: the terms are too small to multiply.
    private static double AtMost(int failures, int trials, double p)
    {
        var (sum, choose) = (0.0, 0.0);
        for (var k = 0; k <= failures; k++)
        {
            sum += Math.Exp(choose + (k * Math.Log(p)) + ((trials - k) * Math.Log(1 - p)));
            choose += Math.Log(trials - k) - Math.Log(k + 1);
        }

        return sum;
    }

    private static void Keep(string line)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var path = Path.Combine(
            SourceTree.Root,
            "benchmarks",
            "results",
            $"durability-{today:yyyy-MM-dd}-{Commit(7)}.md"
        );
        lock (One)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
            {
                File.WriteAllText(path, Head(today));
            }

            File.AppendAllText(path, $"{line}\n");
        }
    }

    private static string Head(DateOnly today) =>
        $"""
            # Durability campaign of {today:yyyy-MM-dd}

            Commit {Commit(
                40
            )}. {Environment.ProcessorCount} processors, {Environment.OSVersion.VersionString}, .NET {Environment.Version}.

            A trial is one kill, one failing call, one power cut or one blow to the database; a fault is anything the oracle
            did not find as it must be: an acknowledged write lost or changed, a false acknowledgement, an orphan, a broken
            chain. The bound is the largest probability of a fault in one trial that the count allows with 95 % confidence.

            | rig | done meanwhile | seed | trials | faults | 95 % upper bound |
            |---|---|---|---|---|---|

            """;

    private static string Commit(int digits)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["describe", "--always", "--dirty", $"--abbrev={digits}"])
            {
                WorkingDirectory = SourceTree.Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
