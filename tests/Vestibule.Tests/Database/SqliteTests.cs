using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class SqliteTests
{
    private const string Sqlite = nameof(DatabaseProvider.Sqlite);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory(Only = Sqlite)]
    public async Task EveryConnectionHasTheSettings(TestDatabase db)
    {
        db.Services.GetRequiredService<SqliteFile>().Check();
        await using var context = db.Context();
        await context.Database.OpenConnectionAsync(Cancelled);
        async Task<long> Ask(string pragma)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            return (long)(await command.ExecuteScalarAsync(Cancelled))!;
        }
        (await Ask("synchronous")).ShouldBe(2);
        (await Ask("busy_timeout")).ShouldBe(5000);
        (await Ask("foreign_keys")).ShouldBe(1);
        (await Ask("secure_delete")).ShouldBe(1);
        (await Ask("trusted_schema")).ShouldBe(0);
        (await Ask("cell_size_check")).ShouldBe(1);
    }

    [DatabaseTheory(Only = Sqlite)]
    public async Task ASecondProcessIsRefused(TestDatabase db)
    {
        var file = db.Services.GetRequiredService<SqliteFile>();
        file.Hold();
        Try().ShouldBe(1);
        await using (var second = db.Another())
            Should
                .Throw<InvalidOperationException>(
                    second.Services.GetRequiredService<SqliteFile>().Hold
                )
                .Message.ShouldContain("Another process");
        await db.DisposeAsync();
        Try().ShouldBe(0);

        int Try()
        {
            using var other = Process.Start("flock", ["-n", file.Path + ".lock", "true"]);
            other.WaitForExit();
            return other.ExitCode;
        }
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("Data Source=")]
    public void OnlyAFileKeepsAnything(string connection) =>
        Should.Throw<ArgumentException>(() => new SqliteFile(connection));

    [DatabaseTheory]
    public async Task TextIsFoundWithoutCaseAndSortedByCodePoint(TestDatabase db)
    {
        foreach (var name in (string[])["straße", "ÅNGSTRÖM", "Zoo", "alpha", "100%"])
            await db.Write(
                0,
                new Step.Insert(
                    new Business
                    {
                        Name = name,
                        CreatedOn = Rows.At,
                        UpdatedOn = Rows.At,
                    }
                )
            );
        var text = db.Services.GetRequiredService<TextOrder>();
        var business = Expression.Parameter(typeof(Business));
        var column = Expression.Property(business, nameof(Business.Name));
        await using var context = db.Context();

        Task<List<string>> Find(string words) =>
            context
                .Businesses.Where(
                    Expression.Lambda<Func<Business, bool>>(text.Contains(column, words), business)
                )
                .Select(b => b.Name)
                .ToListAsync(Cancelled);
        (await Find("ångs")).ShouldBe(["ÅNGSTRÖM"]);
        (await Find("ZO")).ShouldBe(["Zoo"]);
        (await Find("%")).ShouldBe(["100%"]);
        (
            await context
                .Businesses.OrderBy(
                    Expression.Lambda<Func<Business, string>>(text.Ordinal(column), business)
                )
                .Select(b => b.Name)
                .ToListAsync(Cancelled)
        ).ShouldBe(["100%", "Zoo", "alpha", "straße", "ÅNGSTRÖM"]);
    }
}
