using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Hosting.Keys;

namespace Vestibule.Tests.Journal;

/// <summary>An older database is brought back: what checkpoints saw behind it is told of, given up in so many words, and never passed over.</summary>
public sealed class RestoreTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ARestoredBackupHoldsAgainOnceItsGapIsSigned(DatabaseProvider provider)
    {
        Assert.SkipWhen(TestDatabases.Absent(provider) is not null, "PostgreSQL is absent.");
        await using var app = await VestibuleApp.Start(provider);
        await Work(app, 2);
        await Checkpoint(app);
        var kept = await End(app);
        await Work(app, 3);
        await Checkpoint(app);
        var lost = await End(app);
        await CutOff(app, kept);
        await Work(app, 1);

        (await Say(app, VerifyAudit.Run)).ShouldBe(ExitCode.DoesNotHold, "network: DOES NOT HOLD");
        var words =
            $"network: lines {kept + 1} to {lost}, as checkpoints saw them, were given up when a backup was restored";
        (await Say(app, AcceptRestore.Run)).ShouldBe(ExitCode.Stopped, words);
        (await Say(app, VerifyAudit.Run)).ShouldBe(ExitCode.Stopped, words);
        (await Say(app, AcceptRestore.Run)).ShouldBe(ExitCode.Stopped, "nothing was given up");

        await Work(app, 5);
        await Checkpoint(app);
        (await Say(app, VerifyAudit.Run)).ShouldBe(ExitCode.Stopped, "The journal holds");
        await using var db = app.Db();
        (
            await db.JournalEntries.CountAsync(
                line => line.Entity == "Journal" && line.NewValue == words,
                Cancelled
            )
        ).ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AJournalThatWasTamperedWithIsNotGivenUp(DatabaseProvider provider)
    {
        Assert.SkipWhen(TestDatabases.Absent(provider) is not null, "PostgreSQL is absent.");
        await using var app = await VestibuleApp.Start(provider);
        await Work(app, 3);
        await Checkpoint(app);
        await using (var db = app.Db())
            await db
                .JournalEntries.Where(line => line.BusinessId == 0 && line.Sequence == 2)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(line => line.NewValue, "another"),
                    Cancelled
                );

        (await Say(app, AcceptRestore.Run)).ShouldBe(
            ExitCode.DoesNotHold,
            "a chain does not hold in itself"
        );
    }

    /// <summary>As two instances on one machine, or a command beside a server.</summary>
    [Fact]
    public async Task TwoWhoShareAFileFollowEachOther()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        var (here, there) = (Another(app), Another(app));
        for (var n = 0; n < 3; n++)
        {
            await Work(app, 1);
            (await here.Run(DateTimeOffset.UnixEpoch, Cancelled)).ShouldNotBeNull();
            await Work(app, 1);
            (await there.Run(DateTimeOffset.UnixEpoch, Cancelled)).ShouldNotBeNull();
        }

        app.Services.GetRequiredService<CheckpointFile>().Read().Fault.ShouldBeNull();
        (await Say(app, VerifyAudit.Run)).ShouldBe(ExitCode.Stopped, "The journal holds");
    }

    private static TakeCheckpoint Another(VestibuleApp app) =>
        ActivatorUtilities.CreateInstance<TakeCheckpoint>(app.Services);

    private static Task Checkpoint(VestibuleApp app) =>
        app.Services.GetRequiredService<TakeCheckpoint>().Run(DateTimeOffset.UnixEpoch, Cancelled);

    private static async Task Work(VestibuleApp app, int lines)
    {
        for (var n = 0; n < lines; n++)
            await EnterCommand.Run(app.Services, JournalAction.Update, "Test", n, "work");
    }

    private static async Task<long> End(VestibuleApp app)
    {
        await using var db = app.Db();
        return (await db.JournalHeads.SingleAsync(h => h.BusinessId == 0, Cancelled)).Sequence;
    }

    private static async Task CutOff(VestibuleApp app, long after)
    {
        await using var db = app.Db();
        await db
            .JournalEntries.Where(line => line.BusinessId == 0 && line.Sequence > after)
            .ExecuteDeleteAsync(Cancelled);
        var last = await db.JournalEntries.SingleAsync(
            line => line.BusinessId == 0 && line.Sequence == after,
            Cancelled
        );
        await db
            .JournalHeads.Where(head => head.BusinessId == 0)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(head => head.Sequence, after)
                        .SetProperty(head => head.Hash, last.Hash),
                Cancelled
            );
    }

    private static Task<Spoken> Say(
        VestibuleApp app,
        Func<IServiceProvider, TextWriter, CancellationToken, Task<ExitCode>> command
    ) => Spoken.By(app.Services, (rooms, output) => command(rooms, output, Cancelled));
}
