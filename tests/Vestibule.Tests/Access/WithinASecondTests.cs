using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>
/// A disabled user, a removed role, a revoked key and a changed password are obeyed within a second by an instance that
/// nobody told: the change is made through one, the request goes to the other.
/// </summary>
public sealed class WithinASecondTests
{
    private const string Users = "/api/sys/users";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Whatever_is_taken_away_is_gone(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        // SQLite serves one instance: there, both are the same.
        await using var sibling =
            provider is DatabaseProvider.Postgres ? await app.Sibling() : null;
        var other = sibling ?? app.App;
        using var admin = await app.World.Administrator();
        var here = await app.World.Business();

        foreach (var taken in (string[])["user", "role", "key", "password"])
        {
            var user = await SignedIn.New(app.World, isAdmin: false, [here], "User-List");
            var key = SignedIn.Basic(await app.World.Key(user.User));
            var bearer = await user.Bearer();
            string[] ways = taken switch
            {
                "key" => [key],
                "password" => [bearer, user.ByPassword],
                _ => [key, bearer, user.ByPassword],
            };
            await app.WithinASecond(async () => await All(other, ways, 200));
            var made = taken switch
            {
                "user" => await admin.Puts(Users, Body(user, ""","Active":false""")),
                "role" => await admin.Puts(Users, Body(user, ""","UserRoles":[]""")),
                "password" => await admin.Puts(
                    Users,
                    Body(user, ""","NewPassword":"plum 7 harbour stairs" """)
                ),
                _ => await admin.Deletes(
                    $"/api/vestibule/apikeys/{(await admin.Gets($"/api/vestibule/apikeys?ApiKey_User={user.User.Id}")).Records[0]!["Id"]}"
                ),
            };
            made.Status.ShouldBe(200, made.Raw);
            await app.WithinASecond(async () => await All(other, ways, 401));
        }
    }

    private static string Body(SignedIn user, string more) =>
        $$"""{"Id":{{user.User.Id}},"FullName":"x","Email":"{{user.User.Email}}"{{more}}}""";

    private static async Task<bool> All(VestibuleApp app, string[] ways, int status)
    {
        foreach (var way in ways)
            if (await app.Knocks(way, Users) != status)
                return false;
        return true;
    }
}
