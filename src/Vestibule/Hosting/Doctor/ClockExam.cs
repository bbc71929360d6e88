using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Postgres;

namespace Vestibule.Hosting.Doctor;

/// <summary>The clock, against the database's and against what has been written.</summary>
internal static class ClockExam
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        if (!patient.HasDatabase)
        {
            yield return new Finding.Note("nothing to compare with yet");
            yield break;
        }

        await using var db = await patient
            .Rooms.GetRequiredService<IDbContextFactory<VestibuleDb>>()
            .CreateDbContextAsync(cancelled);
        if (db is PostgresDb && await Database(db, cancelled) is var theirs)
        {
            var apart = (patient.At - theirs).Duration();
            yield return apart > Slack
                ? new Finding.Wrong(
                    $"this machine's clock and the database's are {apart.TotalSeconds:F0} s apart",
                    "let both follow the same time servers (timedatectl set-ntp true)"
                )
                : new Finding.Well("agrees with the database's");
        }

        if (!(await db.Database.GetAppliedMigrationsAsync(cancelled)).Any())
        {
            yield break;
        }

        var newest = await db
            .JournalEntries.OrderByDescending(line => line.At)
            .Select(line => (DateTimeOffset?)line.At)
            .FirstOrDefaultAsync(cancelled);
        yield return newest > patient.At + Slack
            ? new Finding.Wrong(
                $"the journal was last written at {newest:u}, and this clock says {patient.At:u}",
                "set the clock right; one-time codes, tokens and the journal depend on it"
            )
            : new Finding.Well($"{patient.At:u}, not before what has been written");
    }

    private static async Task<DateTimeOffset> Database(VestibuleDb db, CancellationToken cancelled)
    {
        var said = await db
            .Database.SqlQuery<DateTime>(
                $"""SELECT clock_timestamp() AT TIME ZONE 'UTC' AS "Value" """
            )
            .ToListAsync(cancelled);
        return new DateTimeOffset(DateTime.SpecifyKind(said[0], DateTimeKind.Utc));
    }
}
