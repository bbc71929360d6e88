using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Vestibule.Database.Sqlite;

/// <summary>The model on SQLite. Instants are UTC ticks, because SQLite has no instant type that orders.</summary>
public sealed class SqliteDb : VestibuleDb
{
    public SqliteDb(DbContextOptions<SqliteDb> options)
        : base(options) =>
        // A save without a transaction would pass the gate by.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsTicks>();
}

internal sealed class InstantAsTicks()
    : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero)
    );
