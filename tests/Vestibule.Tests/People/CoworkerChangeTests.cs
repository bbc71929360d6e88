using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Coworkers taken away, and changed by several at once.</summary>
public sealed class CoworkerChangeTests
{
    private const string Coworkers = "/api/spaces/coworkers";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DeletedOnlyWhenNothingPointsThere(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var busy = await world.Coworker(home);
        var free = await world.Coworker(home, "Free", other);
        await admin.Posts(
            "/api/spaces/coworkeridentitychecks",
            $$"""{"BusinessId":{{home.Id}},"CoworkerId":{{busy.Id}},"Name":"P"}"""
        );

        var refused = await admin.Deletes($"{Coworkers}/{busy.Id}");
        (refused.Status, refused["WasSuccessful"]!.GetValue<bool>()).ShouldBe((500, false));
        refused.Raw.ShouldStartWith(
            """{"Status":500,"Message":"An error occurred while deleting the record."""
        );
        (await admin.Gets($"{Coworkers}/{busy.Id}")).Status.ShouldBe(200);

        (await admin.Deletes($"{Coworkers}/{free.Id}"))["Message"]!
            .GetValue<string>()
            .ShouldBe("Coworker was successfully deleted.");
        (await admin.Gets($"{Coworkers}/{free.Id}")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AStaleTagAndARaceAreToldApart(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var coworker = await world.Coworker(await world.Business());
        var admin = await world.Administrator();
        var tag = (await admin.Gets($"{Coworkers}/{coworker.Id}")).Headers.ETag!.Tag;
        var body = $$"""{"Id":{{coworker.Id}},"FullName":"Newer"}""";

        (await admin.Asks(HttpMethod.Put, Coworkers, body, ("If-Match", tag))).Status.ShouldBe(200);
        (await admin.Asks(HttpMethod.Put, Coworkers, body, ("If-Match", tag))).Status.ShouldBe(412);
        var raced = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n =>
                    admin.Puts(
                        $"{Coworkers}/{coworker.Id}",
                        $$"""{"FullName":"Name {{n}}","CityName":"City {{n}}"}"""
                    )
                )
        );
        raced.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 409);
        var now = await admin.Gets($"{Coworkers}/{coworker.Id}");
        now["CityName"]!.GetValue<string>()[5..].ShouldBe(now["FullName"]!.GetValue<string>()[5..]);
    }
}
