using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Database;

public sealed class PrepareDatabaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [DatabaseTheory]
    public async Task AnEmptyDatabaseGetsItsSchemaAndASecondStartChangesNothing(TestDatabase full)
    {
        await using var db = TestDatabase.At(full.Provider, await Empty(full));
        await Prepare(db);
        await Prepare(db);
        (await db.Place()).Business.Id.ShouldBePositive();
        (await db.Write(new Deed(3, [], [Rows.Line(3, null)]))).ShouldBe(new Written.Done());
    }

    [DatabaseTheory(Only = nameof(DatabaseProvider.Postgres))]
    public async Task InstancesStartingAtOnceDoNotCollide(TestDatabase full)
    {
        var empty = await Empty(full);
        var instances = Enumerable
            .Range(0, 4)
            .Select(_ => TestDatabase.At(full.Provider, empty))
            .ToList();
        await Task.WhenAll(instances.Select(i => Task.Run(() => Prepare(i), Cancelled)));
        (await instances[0].Place()).Business.Id.ShouldBePositive();
        foreach (var instance in instances)
            await instance.DisposeAsync();
    }

    [DatabaseTheory]
    public async Task ASchemaOfANewerProgramIsRefused(TestDatabase full)
    {
        await using var db = TestDatabase.At(full.Provider, await Empty(full));
        await Prepare(db);
        await using (var context = db.Context())
            await context.Database.ExecuteSqlRawAsync(
                """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('29990101000000_Later', '99')""",
                Cancelled
            );
        (
            await Should.ThrowAsync<InvalidOperationException>(() => Prepare(db))
        ).Message.ShouldContain("Later");
    }

    [DatabaseTheory(Only = nameof(DatabaseProvider.Postgres))]
    public async Task ACommitThatIsNotDurableIsRefused(TestDatabase full)
    {
        var careless = new NpgsqlConnectionStringBuilder(await Empty(full))
        {
            Options = "-c synchronous_commit=off",
        };
        await using var db = TestDatabase.At(full.Provider, careless.ConnectionString);
        (
            await Should.ThrowAsync<InvalidOperationException>(() => Prepare(db))
        ).Message.ShouldContain("synchronous_commit");
    }

    private static Task Prepare(TestDatabase db) =>
        db.Services.GetRequiredService<PrepareDatabase>().Prepare(Cancelled);

    /// <summary>A database next to this one, with nothing in it.</summary>
    private static async Task<string> Empty(TestDatabase full)
    {
        if (full.Provider == DatabaseProvider.Sqlite)
            return full.ConnectionString.Replace(
                "vestibule.db",
                "empty.db",
                StringComparison.Ordinal
            );
        var to = new NpgsqlConnectionStringBuilder(full.ConnectionString);
        to.Database += "_empty";
        await using var connection = new NpgsqlConnection(full.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {to.Database}", connection);
        await create.ExecuteNonQueryAsync(Cancelled);
        return to.ConnectionString;
    }
}
