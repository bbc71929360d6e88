using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Hosting.Keys;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting.Keys;

/// <summary>What is done to the master keys is told of in the network's journal.</summary>
public sealed class EnterKeyChangeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task EachChangeIsALine(DatabaseProvider provider)
    {
        Assert.SkipWhen(TestDatabases.Absent(provider) is not null, "PostgreSQL is absent.");
        await using var app = await VestibuleApp.Start(provider);
        await Spoken.By(app.Services, RotateKey.Run);
        await Spoken.By(app.Services, (r, o) => MoveKeys.Run(r, o, Cancelled));
        await Spoken.By(app.Services, (r, o) => LetKeyGo.Run(r, 1, o, Cancelled));
        await Spoken.By(app.Services, (r, o) => LetKeyGo.Run(r, 2, o, Cancelled));

        await using var db = app.Db();
        var lines = await db
            .JournalEntries.Where(line => line.BusinessId == 0 && line.Entity == "MasterKey")
            .OrderBy(line => line.Sequence)
            .ToListAsync(Cancelled);
        lines
            .Select(line => (line.Action, line.EntityId))
            .ShouldBe([
                (JournalAction.Create, 2),
                (JournalAction.Update, 2),
                (JournalAction.Delete, 1),
            ]);
        lines.ShouldAllBe(line => line.ActorName.EndsWith("(command line)"));
        lines[1].NewValue!.ShouldContain("moved to key 2");
    }
}
