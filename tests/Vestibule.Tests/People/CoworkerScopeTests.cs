using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Coworkers seen from some of their locations.</summary>
public sealed class CoworkerScopeTests
{
    private const string Coworkers = "/api/spaces/coworkers";
    private static readonly string[] Roles =
    [
        "Coworker-List",
        "Coworker-Read",
        "Coworker-Create",
        "Coworker-Edit",
        "Coworker-Delete",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AMinimalOneFallsToTheOnlyLocationAndTheRestIsDefault(
        DatabaseProvider provider
    )
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var caller = await world.Operator(home, Roles);

        var value = (await caller.Posts(Coworkers, """{"FullName":"Jo"}"""))["Value"]!;

        value["InvoicingBusinessId"]!.GetValue<long>().ShouldBe(home.Id);
        value["Businesses"]!.ToJsonString().ShouldBe($"[{home.Id}]");
        (
            value["Gender"]!.GetValue<int>(),
            value["CoworkerType"]!.GetValue<int>(),
            value["Active"]!.GetValue<bool>()
        ).ShouldBe((1, 1, true));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ALocationOneDoesNotSeeIsNeitherGivenNorTaken(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs, third) = (
            await world.Business(),
            await world.Business("Dock"),
            await world.Business("Pier")
        );
        var shared = await world.Coworker(theirs, "Shared", mine);
        var foreign = await world.Coworker(theirs, "Foreign");
        var caller = await world.Operator(mine, Roles);

        (await caller.Gets($"{Coworkers}?size=5000"))
            .Records.Select(r => r!["Id"]!.GetValue<long>())
            .ShouldBe([shared.Id]);
        (await caller.Gets($"{Coworkers}/{foreign.Id}")).Raw.ShouldBe("\"Not found\"");
        (await caller.Deletes($"{Coworkers}/{foreign.Id}")).Status.ShouldBe(404);
        (
            await caller.Puts(Coworkers, $$"""{"Id":{{foreign.Id}},"FullName":"X"}""")
        ).Raw.ShouldContain("was not found");
        (
            await caller.Puts(
                Coworkers,
                $$"""{"Id":{{shared.Id}},"FullName":"X","Businesses":[{{third.Id}}]}"""
            )
        )
            .Named()
            .ShouldBe(["Businesses"]);
        (
            await caller.Puts(
                Coworkers,
                $$"""{"Id":{{shared.Id}},"FullName":"X","InvoicingBusinessId":{{third.Id}}}"""
            )
        )
            .Named()
            .ShouldBe(["InvoicingBusinessId"]);

        var kept = await caller.Puts(
            Coworkers,
            $$"""{"Id":{{shared.Id}},"FullName":"Renamed","Businesses":[{{mine.Id}}]}"""
        );
        kept["Value"]!["Businesses"]!.ToJsonString().ShouldBe($"[{theirs.Id},{mine.Id}]");
        (
            await caller.Puts(
                Coworkers,
                $$"""{"Id":{{shared.Id}},"FullName":"Renamed","Businesses":[]}"""
            )
        ).Status.ShouldBe(200);
        (await caller.Gets($"{Coworkers}/{shared.Id}")).Status.ShouldBe(404);
    }
}
