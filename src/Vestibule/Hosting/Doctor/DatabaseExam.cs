using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Vestibule.Database;
using Vestibule.Database.Postgres;
using Vestibule.Database.Sqlite;

namespace Vestibule.Hosting.Doctor;

/// <summary>The databases: they answer, keep what they acknowledge, and have our schema.</summary>
internal static class DatabaseExam
{
    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var database = patient.Settings.Database;
        if (!patient.HasDatabase)
        {
            yield return await patient.HasStarted(cancelled)
                ? new Finding.Wrong(
                    $"{Path(patient)} is missing, and there are files and keys that belong to it",
                    "restore it from its backup, or say where it is in ConnectionStrings:Vestibule"
                )
                : new Finding.Note($"the first start will make {Path(patient)}");
            yield break;
        }

        await Preflight.Database(database, cancelled);
        if (await Refusal(patient, cancelled) is { } refused)
        {
            yield return refused;
            yield break;
        }

        yield return new Finding.Well(
            $"{database.Provider} answers and keeps what it acknowledges"
        );
        if (database.Provider is DatabaseProvider.Postgres && IsOpenOnTheWay(database))
        {
            yield return new Finding.Wrong(
                "the connection to PostgreSQL on another machine need not be encrypted",
                "add SSL Mode=VerifyFull to ConnectionStrings:Vestibule"
            );
        }

        if (patient.Settings.Keys.ConnectionString is { } keys)
        {
            await Preflight.Database(
                new DatabaseSettings(DatabaseProvider.Postgres, keys),
                cancelled
            );
            yield return new Finding.Well("the database of the members' keys answers");
        }
    }

    private static string Path(Patient patient) =>
        patient.Rooms.GetRequiredService<SqliteFile>().Path;

    private static async Task<Finding?> Refusal(Patient patient, CancellationToken cancelled)
    {
        try
        {
            patient.Rooms.GetService<SqliteFile>()?.Check();
            await using var db = await patient
                .Rooms.GetRequiredService<IDbContextFactory<VestibuleDb>>()
                .CreateDbContextAsync(cancelled);
            if (db is PostgresDb)
            {
                await PostgresServer.Check(db, NullLogger.Instance, cancelled);
            }

            var unknown = (await db.Database.GetAppliedMigrationsAsync(cancelled)).Except(
                db.Database.GetMigrations()
            );
            return unknown.Any()
                ? new Finding.Wrong(
                    "the database has the schema of a newer program",
                    "start the newer program, or restore the backup from before the upgrade"
                )
                : null;
        }
        catch (InvalidOperationException words)
        {
            return new Finding.Wrong(
                words.Message.TrimEnd('.'),
                "a commit must be durable before it is answered; set it as named"
            );
        }
    }

    private static bool IsOpenOnTheWay(DatabaseSettings database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var host = connection.Host ?? "";
        var isHere =
            host.StartsWith('/')
            || host is "localhost"
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return !isHere && connection.SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA);
    }
}
