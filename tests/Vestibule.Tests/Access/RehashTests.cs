using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Vestibule.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>A password hashed when fewer rounds were enough is hashed anew when its owner shows it.</summary>
public sealed class RehashTests
{
    private static readonly PasswordHasher<User> Quick = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 10 })
    );

    [DatabaseTheory]
    public async Task A_quick_hash_is_made_anew_once(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        var user = await host.AddUser(more: made =>
            made.PasswordHash = Quick.HashPassword(made, AccessHost.Password)
        );
        (
            await host.Token("grant_type=password&username=ada@example.com&password=not+the+right")
        ).Status.ShouldNotBe(200);
        (await Kept(host, user)).PasswordHash.ShouldBe(user.PasswordHash);

        (await host.SignIn()).Status.ShouldBe(200);
        var kept = await Kept(host, user);
        kept.PasswordHash.ShouldNotBe(user.PasswordHash);
        // Nothing but the hash: what was signed in stays so.
        (kept.Version, kept.SecurityStamp).ShouldBe((user.Version, user.SecurityStamp));

        var done = host.SlowHash.Done;
        (await host.SignIn()).Status.ShouldBe(200);
        (host.SlowHash.Done - done).ShouldBe(1);
        (await Kept(host, user)).PasswordHash.ShouldBe(kept.PasswordHash);
    }

    private static Task<User> Kept(AccessHost host, User user) =>
        host.Read(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == user.Id));
}
