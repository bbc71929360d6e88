using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Many copies of each create at once, under one key, while clients hang up and the server is killed. Each is done once,
/// and whoever waits for an answer hears the same.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly (int Creates, int Copies, int Kills) Size = HowMany.HasTime
        ? (200, 50, 4)
        : (10, 10, 1);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task CopiesUnderOneKeyAreOneCheck(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var (folder, connection) = (
            Directory.CreateTempSubdirectory("vestibule-storm-").FullName,
            await TestDatabases.Fresh(provider)
        );
        var (business, coworker) = await People(provider, folder, connection);
        var storm = new Storm(provider, folder, connection, business, coworker);
        await using (storm)
        {
            await storm.Blow(Size.Creates, Size.Copies, Size.Kills, keyed: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "files"));

        await using var app = await VestibuleApp.Start(provider, folder, connection);
        using var admin = app.Anonymous();
        admin.DefaultRequestHeaders.Authorization = Load.Basic;
        var ledger = new Ledger();
        foreach (var (n, answers) in storm.Answers)
        {
            answers.Distinct().ShouldHaveSingleItem($"answers to create {n}");
            ledger.Checks[new Answer(200, null!, answers.First()).Id] = $"Check {n}";
        }

        await using var db = app.Db();
        var rows = await db.IdentityChecks.CountAsync();
        var keys = await db.KeyedRequests.CountAsync();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{provider}: {Size.Copies} copies of {Size.Creates} creates, {storm.Aborts} aborts, {Size.Kills} kills: {rows} checks, {keys} keys, {storm.Answers.Values.Sum(a => a.Count)} answers, {storm.Answers.Values.SelectMany(a => a).Distinct().Count()} different"
            )
        );
        (rows, keys).ShouldBe((Size.Creates, Size.Creates));
        ledger.Checks.Count.ShouldBe(Size.Creates);
        storm.Aborts.ShouldBeGreaterThan(0);
        (await new Oracle(app, admin, ledger).Look()).ShouldBeEmpty();
    }

    /// <summary>The same weather without keys makes too many, so the storm is one.</summary>
    [Fact]
    public async Task WithoutKeysCopiesAreManyChecks()
    {
        Assert.SkipUnless(HowMany.HasTime, "The storm is calibrated where CI runs.");
        var (folder, connection) = (
            Directory.CreateTempSubdirectory("vestibule-storm-").FullName,
            await TestDatabases.Fresh(DatabaseProvider.Sqlite)
        );
        var (business, coworker) = await People(DatabaseProvider.Sqlite, folder, connection);
        await using var storm = new Storm(
            DatabaseProvider.Sqlite,
            folder,
            connection,
            business,
            coworker
        );
        await storm.Blow(creates: 5, copies: 5, kills: 0, keyed: false);
        storm.Answers.Values.SelectMany(a => a).Distinct().Count().ShouldBe(25);
    }

    private static async Task<(long Business, long Coworker)> People(
        DatabaseProvider provider,
        string folder,
        string connection
    )
    {
        await using var app = await VestibuleApp.Start(provider, folder, connection);
        var world = new World(app);
        var business = await world.Business();
        return (business.Id, (await world.Coworker(business)).Id);
    }
}
