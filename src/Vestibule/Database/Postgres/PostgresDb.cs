using Microsoft.EntityFrameworkCore;

namespace Vestibule.Database.Postgres;

/// <summary>The model on PostgreSQL. Instants are <c>timestamptz</c>, whose grain is a microsecond.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : VestibuleDb(options);
