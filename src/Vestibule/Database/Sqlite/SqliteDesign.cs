using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Vestibule.Database.Sqlite;

/// <summary>
/// For the migrations tool alone, which never opens the file:
/// <c>dotnet ef migrations add NAME --project src/Vestibule --context SqliteDb --output-dir Database/Sqlite/Migrations</c>
/// </summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design.db").Options);
}
