using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

/// <summary>Checkpoints from before the numbers of lines were noted are believed, and the next one notes them.</summary>
public sealed class OldCheckpointTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheNextOneKnowsTheNumbersOfAllLines(bool isMoved)
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var (file, take) = (
            app.Services.GetRequiredService<CheckpointFile>(),
            app.Services.GetRequiredService<TakeCheckpoint>()
        );
        await take.Run(DateTimeOffset.UnixEpoch, Cancelled);
        var ends = file.Read().Newest().Values.ToList();
        await Rewrite(app, [.. ends.Select(end => end with { Numbers = null })]);
        file.Read().Newest().Values.ShouldAllBe(end => end.Numbers == null);

        await take.Run(DateTimeOffset.UnixEpoch, Cancelled);
        file.Read().Fault.ShouldBeNull();
        var known = file.Read().Newest();
        ends.ShouldAllBe(end => known[end.Chain].Numbers!.SequenceEqual(end.Numbers!));
        (await take.Run(DateTimeOffset.UnixEpoch, Cancelled)).ShouldBeNull("nothing is new");

        if (isMoved)
            await MoveTheLast(app);
        var finding = await app
            .Services.GetRequiredService<VerifyChain>()
            .Run(
                0,
                Cancelled,
                [.. Checkpoint.Standing(file.Read().Checkpoints).Where(e => e.Chain == 0)]
            );
        (finding is ChainFinding.Broken).ShouldBe(isMoved, $"{finding}");
    }

    private static Task Rewrite(VestibuleApp app, List<ChainEnd> ends) =>
        File.WriteAllTextAsync(
            Path.Combine(app.DataPath, "checkpoints.jsonl"),
            Checkpoint
                .Sign(
                    DateTimeOffset.UnixEpoch,
                    ends,
                    new byte[32],
                    app.Services.GetRequiredService<CheckpointKey>()
                )
                .Line + "\n",
            Cancelled
        );

    private static async Task MoveTheLast(VestibuleApp app)
    {
        await using var db = app.Db();
        var last = await db
            .JournalEntries.Where(line => line.BusinessId == 0)
            .MaxAsync(line => line.Id, Cancelled);
        await db
            .JournalEntries.Where(line => line.Id == last)
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.Id, last + 1000), Cancelled);
    }
}
