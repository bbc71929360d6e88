using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Journal.FilledChain;

namespace Vestibule.Tests.Journal;

/// <summary>What a line's hash does not cover is held in other ways: its number, and what no line ever held.</summary>
public sealed class LineNumberTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>By their numbers lines are asked for and listed.</summary>
    [DatabaseTheory]
    public async Task AnotherNumberShows(TestDatabase db)
    {
        await Fill(db, 5);
        await Do(db, """UPDATE "JournalEntries" SET "Id" = 100000 WHERE "Sequence" = 4""");
        (await Verify(db)).ShouldBe(
            new ChainFinding.Broken(5, "has a number that is not behind that of the line before")
        );
    }

    /// <summary>The last one may be moved on without breaking the order; a checkpoint has seen where it was.</summary>
    [DatabaseTheory]
    public async Task AnotherNumberThatStillRisesShowsUpToTheCheckpoint(TestDatabase db)
    {
        await Fill(db, 5);
        await using var context = db.Context();
        var (chain, end) = (db.Services.GetRequiredService<Chain>(), ChainEnd.Start(5));
        await foreach (var line in VerifyChain.Lines(context, 5))
            end = chain.Follow(end, line);
        var verify = db.Services.GetRequiredService<VerifyChain>();
        (await verify.Run(5, Cancelled, [end])).ShouldBeOfType<ChainFinding.Intact>();
        await Do(db, $"""UPDATE "JournalEntries" SET "Id" = 100000 WHERE "Sequence" = {Lines}""");
        (await verify.Run(5, Cancelled, [end])).ShouldBe(
            new ChainFinding.Broken(Lines, "is not what a checkpoint has seen there")
        );
        (
            await verify.Run(5, Cancelled, [end with { Numbers = null }])
        ).ShouldBeOfType<ChainFinding.Intact>(
            "what older checkpoints do not know they do not deny"
        );
    }

    /// <summary>SQLite keeps whatever it is given.</summary>
    [Theory]
    [InlineData("\"Action\" = \"Action\" + 4294967296")]
    [InlineData("\"Deed\" = 'zz'")]
    [InlineData("\"EntityKey\" = 'q'")]
    [InlineData("\"At\" = -5")]
    [InlineData("\"At\" = 9223372036854775807")]
    [InlineData("\"At\" = \"At\" + 1")]
    [InlineData("\"ActorName\" = x'c3'")]
    public async Task WhatCannotBeReadShows(string edit)
    {
        await using var db = await TestDatabase.On(DatabaseProvider.Sqlite);
        await Fill(db, 5);
        await Do(db, $"""UPDATE "JournalEntries" SET {edit} WHERE "Sequence" = 4""");
        (await Verify(db)).ShouldBeOfType<ChainFinding.Broken>().Sequence.ShouldBe(4);
    }
}
