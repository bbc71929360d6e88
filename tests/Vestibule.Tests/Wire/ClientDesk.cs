using Vestibule.Database;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>A location with a coworker, and a key of an administrator.</summary>
internal sealed record ClientDesk(World World, string KeyOfAdmin, long Business, long Coworker)
{
    public string NewCheck =>
        $$"""{"BusinessId":{{Business}},"CoworkerId":{{Coworker}},"Name":"Check"}""";

    public string NewDocument(long check) =>
        $$"""{"CoworkerId":{{Coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Paper"}""";

    public static async Task<ClientDesk> Set(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var business = await world.Business();
        var admin = await world.User(isAdmin: true, [], []);
        return new ClientDesk(
            world,
            await world.Key(admin),
            business.Id,
            (await world.Coworker(business)).Id
        );
    }
}
