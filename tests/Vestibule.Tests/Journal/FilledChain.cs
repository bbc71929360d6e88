using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Tests.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

/// <summary>A chain of some lines in a database, to lay hands on and to have judged.</summary>
internal static class FilledChain
{
    public const int Lines = 9;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task Fill(TestDatabase db, long chain)
    {
        for (var i = 0; i < Lines; i++)
            (
                await db.Write(new Deed(chain, [], [Rows.Line(chain, null)]))
            ).ShouldBeOfType<Written.Done>();
    }

    public static Task<ChainFinding> Verify(TestDatabase db) =>
        db.Services.GetRequiredService<VerifyChain>().Run(5, Cancelled);

    public static async Task Do(TestDatabase db, string sql)
    {
        await using var context = db.Context();
        await context.Database.ExecuteSqlRawAsync(sql, Cancelled);
    }
}
