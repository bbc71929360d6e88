using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Tests.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>While PostgreSQL cannot be reached the server says so, stays, and is well again by itself.</summary>
public sealed class AbsentDatabaseTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Fact]
    public async Task TheServerOutlivesADatabaseThatIsAway()
    {
        if (TestDatabases.Absent(DatabaseProvider.Postgres) is { } reason)
        {
            Assert.Skip(reason);
        }

        var database = await TestDatabases.Fresh(DatabaseProvider.Postgres);
        await using var road = new Thief(database);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await VestibuleApp.Start(
            DatabaseProvider.Postgres,
            LeftBehind.Folder("vestibule-app-"),
            road.ConnectionString,
            services => services.AddSingleton<TimeProvider>(clock)
        );
        using var admin = app.Anonymous();
        admin.DefaultRequestHeaders.Authorization = Durability.Load.Basic;
        (await admin.GetAsync(Checks)).StatusCode.ShouldBe(HttpStatusCode.OK);

        road.IsClosed = true;
        await SendAway(database);
        using var refused = await admin.GetAsync(Checks);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("database cannot be reached");

        // Everything that recurs has its turn, and none.
        clock.Advance(TimeSpan.FromDays(1));
        await Durability.Shell.Until("the scrub has failed", () => HasFailed(app));
        app.Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.IsCancellationRequested.ShouldBeFalse();

        road.IsClosed = false;
        (await admin.GetAsync(Checks)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static bool HasFailed(VestibuleApp app) =>
        app.Logs.Lines.Any(line =>
            line.Contains("Reading sealed files again failed", StringComparison.Ordinal)
        );

    private static async Task SendAway(string database)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=False");
        await connection.OpenAsync();
        await using var everybody = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            connection
        );
        await everybody.ExecuteNonQueryAsync();
    }
}
