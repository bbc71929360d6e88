using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>
/// One errand is run again and again while the first file-system call of its commits fails, then the second, until
/// every call has failed in every way. After each the server is started anew and the oracle looks.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class FaultSweepTests(ITestOutputHelper output)
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task NoFailingCallLosesOrFeignsAWrite(DatabaseProvider provider)
    {
        var lanes = HowMany.Times(2, ci: 3, campaign: 3);
        var all = await Task.WhenAll(
            Enumerable.Range(0, lanes).Select(lane => Task.Run(() => Sweep(provider, lane, lanes)))
        );
        var (points, struck) = (
            all.Sum(part => part.Points),
            all.SelectMany(part => part.Struck).ToHashSet()
        );
        var faults = all.SelectMany(part => part.Faults).ToList();
        var what = string.Join(", ", all.Select(part => part.What));
        Figures.Say(output, "nth call fails", $"{provider}: {what}", 0, points, faults);
        faults.ShouldBeEmpty();
        points.ShouldBeGreaterThan(0);
        if (Stride(provider, Failing.Io) == 1)
        {
            points.ShouldBeGreaterThanOrEqualTo(400);
            // No link is made on this errand, and no file is so large that the disk is told to begin before the end.
            Enum.GetValues<FsCall>()
                .Except([FsCall.Link, FsCall.Begin])
                .Except(struck)
                .ShouldBeEmpty();
        }
    }

    // In CI each call of the protocol fails on SQLite, and of the other ways to fail each is tried at some calls.
    private static int Stride(DatabaseProvider provider, Failing how) =>
        (provider, how) switch
        {
            (DatabaseProvider.Sqlite, Failing.Io) => HowMany.Times(150, ci: 1, campaign: 1),
            (DatabaseProvider.Sqlite, _) => HowMany.Times(150, ci: 5, campaign: 1),
            _ => HowMany.Times(150, ci: 30, campaign: 1),
        };

    /// <summary>The points of one lane of several that share them.</summary>
    private static async Task<(
        int Points,
        HashSet<FsCall> Struck,
        List<string> Faults,
        string What
    )> Sweep(DatabaseProvider provider, int lane, int lanes)
    {
        await using var bench = await FaultBench.Make(provider, (_, errno) => errno);
        var (points, struck) = (0, new HashSet<FsCall>());
        var faults = new List<string>();
        foreach (var how in Enum.GetValues<Failing>())
        {
            var stride = Stride(provider, how);
            // Each way begins elsewhere, so that together they come by more calls.
            var first = 1 + ((int)how * 7 % stride) + (lane * stride);
            for (var nth = first; ; nth += lanes * stride)
            {
                var tried = await bench.Try(nth, how);
                faults.AddRange(tried.Faults);
                if (tried.Struck is not { } call)
                {
                    break;
                }

                points++;
                struck.Add(call);
            }
        }

        return (points, struck, faults, bench.ToString());
    }

    /// <summary>A build that does not wait for the disk acknowledges what the disk has refused.</summary>
    [Theory]
    [InlineData(Sabotage.NoFileSync, FsCall.Sync)]
    [InlineData(Sabotage.NoDirectorySync, FsCall.SyncDirectory)]
    public async Task ABuildThatDoesNotSyncIsCaught(string plan, FsCall left)
    {
        var broken = new Sabotage(plan);
        await using var bench = await FaultBench.Make(
            DatabaseProvider.Sqlite,
            // The disk is asked and would fail; the build does not hear of it.
            (call, errno) => broken.Before(call) is var lie and not 0 ? lie : errno
        );
        var faults = new List<string>();
        for (var nth = 1; nth < 40 && faults.Count == 0; nth++)
        {
            faults.AddRange((await bench.Try(nth, Failing.Io)).Faults);
        }

        output.WriteLine($"{plan}: {string.Join("; ", faults)}");
        faults.ShouldContain(fault =>
            fault.EndsWith($"was acknowledged after {left} had failed", StringComparison.Ordinal)
        );
    }

    /// <summary>A build that answers before it commits loses a write whose commit fails.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task ABuildThatAnswersFirstIsCaught(DatabaseProvider provider)
    {
        await using var bench = await FaultBench.Make(provider, (_, errno) => errno);
        var faults = new List<string>();
        for (var nth = 1; nth < 8 && faults.Count == 0; nth++)
        {
            var batches = 0;
            bench.Watch = (point, callers) =>
            {
                if (point is BatchPoint.Placed && ++batches == nth)
                {
                    Sabotage.Answer(callers);
                    throw new IOException("The commit fails.");
                }
            };
            faults = (await bench.Try(int.MaxValue, Failing.Io)).Faults;
        }

        output.WriteLine($"{Sabotage.AnswerFirst}, {provider}: {string.Join("; ", faults)}");
        faults.ShouldNotBeEmpty();
    }

    /// <summary>A batch that fails at any stage before its commit is answered as failed.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task AFailingCommitIsNotAcknowledged(DatabaseProvider provider)
    {
        await using var bench = await FaultBench.Make(provider, (_, errno) => errno);
        foreach (var stage in new[] { BatchPoint.Begun, BatchPoint.Placed })
        {
            for (var nth = 1; nth <= HowMany.Times(2, ci: 6, campaign: 6); nth++)
            {
                var batches = 0;
                bench.Watch = (point, _) =>
                {
                    if (point == stage && ++batches == nth)
                    {
                        throw new IOException("The disk is gone.");
                    }
                };
                (await bench.Try(int.MaxValue, Failing.Io)).Faults.ShouldBeEmpty();
                batches.ShouldBeGreaterThanOrEqualTo(nth);
            }
        }
    }
}
