using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Locations through the API.</summary>
public sealed class BusinessTests
{
    private const string Businesses = "/api/sys/businesses";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ALocationIsMadeChangedAndFoundByItsHost(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var admin = await world.Administrator();
        var slug = $"hub-{Guid.NewGuid():N}";
        var root = await world.Business("Root");

        var created = await admin.Posts(
            Businesses,
            $$"""
            {"Name":"Hub","RootLocationId":{{root.Id}},"WebAddress":"{{slug}}","Address":"1 Main St","TownCity":"Leeds","PostalCode":"LS1",
             "CountryId":826,"CurrencyId":978,"SimpleTimeZoneId":340,"EmailContact":"hub@example.org","Phone":"1","DefaultLanguage":"en"}
            """
        );
        created.Status.ShouldBe(200, created.Raw);
        var value = created["Value"]!;
        (
            value["CountryName"]!.GetValue<string>(),
            value["CurrencyCode"]!.GetValue<string>()
        ).ShouldBe(("United Kingdom", "EUR"));
        (
            await admin.Gets($"{Businesses}/getByHost?host={slug}.spaces.example.org:443")
        ).Raw.ShouldBe($$"""{"Id":{{created.Id}},"WebAddress":"{{slug}}"}""");
        (
            await admin.Gets($"{Businesses}/getbyhost?host={slug.ToUpperInvariant()}")
        ).Status.ShouldBe(200);
        (await admin.Gets($"{Businesses}/getByHost?host=nowhere")).Raw.ShouldBe("\"Not found\"");
        (
            await admin.Gets(
                $"{Businesses}?Business_Country_Name=kingdom&Business_Currency_Code=EUR&id={created.Id}"
            )
        ).Records.Count.ShouldBe(1);

        var twin = await admin.Posts(
            Businesses,
            $$"""{"Name":"Twin","WebAddress":"{{slug.ToUpperInvariant()}}","CountryId":1}"""
        );
        twin["Errors"]!
            .AsArray()
            .Select(e => e!["PropertyName"]!.GetValue<string>())
            .ShouldBe(["CountryId", "WebAddress"]);
        var cleared = await admin.Puts(Businesses, $$"""{"Id":{{created.Id}},"Name":"Hub 2"}""");
        (cleared["Value"]!["Name"]!.GetValue<string>(), cleared["Value"]!["CountryName"]).ShouldBe(
            ("Hub 2", null)
        );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task OnlyHeldLocationsAreSeenAndOnlyFullAdministratorsMakeThem(
        DatabaseProvider provider
    )
    {
        var world = await Apps.World(provider);
        var (mine, theirs) = (await world.Business(), await world.Business("Dock"));
        var caller = await world.Operator(
            mine,
            "Business-List",
            "Business-Read",
            "Business-Edit",
            "Business-Create"
        );

        (await caller.Gets($"{Businesses}?size=5000"))
            .Records.Select(r => r!["Id"]!.GetValue<long>())
            .ShouldBe([mine.Id]);
        (await caller.Gets($"{Businesses}/?id=[{theirs.Id},{mine.Id}]"))
            .Json.AsArray()
            .Count.ShouldBe(1);
        (
            await caller.Puts(Businesses, $$"""{"Id":{{theirs.Id}},"Name":"Mine now"}""")
        ).Status.ShouldBe(400);
        (
            await caller.Puts(
                Businesses,
                $$"""{"Id":{{mine.Id}},"Name":"Still mine","RootLocationId":{{theirs.Id}}}"""
            )
        ).Status.ShouldBe(400);
        (await caller.Posts(Businesses, """{"Name":"Another"}""")).Status.ShouldBe(401);
    }
}
