using Microsoft.Data.Sqlite;
using Npgsql;
using Vestibule.Vault;

namespace Vestibule.Database;

/// <summary>A disk is full, of files or of the database. Nothing was written; freeing some of it cures it.</summary>
public static class NoRoom
{
    public const string Words = "There is no room at present. Try again later.";

    // https://sqlite.org/rescode.html#full
    private const int SqliteFull = 13;

    /// <summary>When it may be worth asking again.</summary>
    public static TimeSpan UntilSomebodyLooked { get; } = TimeSpan.FromMinutes(5);

    public static bool IsCauseOf(Exception? failure) =>
        failure
            is DurabilityException { IsFull: true }
                or SqliteException { SqliteErrorCode: SqliteFull }
                or PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || (failure is not null && IsCauseOf(failure.InnerException));
}
