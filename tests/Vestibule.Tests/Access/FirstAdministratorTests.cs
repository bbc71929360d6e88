using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

public sealed class FirstAdministratorTests
{
    // One SQLite file belongs to one process; only PostgreSQL is started on twice.
    [DatabaseTheory(Only = nameof(DatabaseProvider.Postgres))]
    public async Task Of_two_first_starts_one_makes_it(TestDatabase db)
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-first-").FullName;
        var both = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ => VestibuleApp.Start(db.Provider, folder, db.ConnectionString))
        );
        await using var one = both[0];
        await using var other = both[1];
        await using var rows = other.Db();
        var user = await rows
            .Users.Include(u => u.Businesses)
            .SingleAsync(TestContext.Current.CancellationToken);
        (user.IsAdmin, user.APIAccess, user.Active, user.Businesses.Count).ShouldBe(
            (true, true, true, 0)
        );
        using var client = other.Anonymous();
        client.DefaultRequestHeaders.Add(
            "Authorization",
            AccessHost.Basic(VestibuleApp.AdminEmail, VestibuleApp.AdminPassword)
        );
        var keys = await client.GetAsync(
            "/api/vestibule/apikeys",
            TestContext.Current.CancellationToken
        );
        keys.IsSuccessStatusCode.ShouldBeTrue();
    }
}
