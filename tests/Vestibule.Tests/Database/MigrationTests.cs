using Microsoft.EntityFrameworkCore;
using Vestibule.Database.Postgres;
using Vestibule.Database.Sqlite;

namespace Vestibule.Tests.Database;

/// <summary>A change of the model without migrations for both databases would only show at somebody's next start.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void TheMigrationsSayWhatTheModelSays()
    {
        using DbContext sqlite = new SqliteDesign().CreateDbContext([]);
        using DbContext postgres = new PostgresDesign().CreateDbContext([]);
        foreach (var db in new[] { sqlite, postgres })
        {
            db.Database.HasPendingModelChanges()
                .ShouldBeFalse(
                    $"{db.GetType().Name}: add a migration with the command in its Design file."
                );
        }
    }
}
