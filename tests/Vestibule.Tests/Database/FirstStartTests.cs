using Microsoft.EntityFrameworkCore;
using Npgsql;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

/// <summary>A first start is the normal thing: what is not there yet is no error.</summary>
public sealed class FirstStartTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task OnAnEmptyDatabaseNothingIsWrong(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var app = await VestibuleApp.Start(
            provider,
            LeftBehind.Folder("vestibule-app-"),
            await Empty(provider)
        );
        Errors(app).ShouldBeEmpty();
        await using var db = app.Db();
        await Should.ThrowAsync<System.Data.Common.DbException>(() =>
            db.Database.ExecuteSqlRawAsync("SELECT * FROM nowhere")
        );
        Errors(app).ShouldHaveSingleItem("failures are still told");
    }

    private static List<string> Errors(VestibuleApp app) =>
        [.. app.Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))];

    private static async Task<string> Empty(DatabaseProvider provider)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            return $"Data Source={Path.Combine(LeftBehind.Folder("vestibule-db-"), "empty.db")}";
        }

        var cluster = await PostgresCluster.Running;
        await cluster.Do("CREATE DATABASE first_start");
        return new NpgsqlConnectionStringBuilder(cluster.Server)
        {
            Database = "first_start",
        }.ConnectionString;
    }
}
