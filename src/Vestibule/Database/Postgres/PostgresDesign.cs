using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Vestibule.Database.Postgres;

/// <summary>
/// For the migrations tool alone, which never connects:
/// <c>dotnet ef migrations add NAME --project src/Vestibule --context PostgresDb --output-dir Database/Postgres/Migrations</c>
/// </summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=design").Options);
}
