using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Members and customers through the API.</summary>
public sealed class CoworkerTests
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
    public async Task EveryMemberIsKeptAndReadBack(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var me = await world.User(isAdmin: false, [home], []);

        var created = await admin.Posts(
            Coworkers,
            $$"""
            {"CoworkerType":2,"FullName":"Zoë Ångström","Salutation":"Dr","Gender":"Other","Email":"zoe@example.org",
             "CreateUser":false,"UserId":{{me.Id}},"CompanyName":"Ångström AB","BillingName":"Accounts","BillingEmail":"pay@example.org",
             "InvoicingBusinessId":{{home.Id}},"CountryId":752,"SimpleTimeZoneId":1,"Active":"false","Archived":true,
             "RegistrationDate":"2024-01-02T03:04:05Z","DateOfBirth":"1990-02-03","MobilePhone":"+46 1","Address":"Storgatan 1",
             "PostCode":"111 22","CityName":"Stockholm","State":"SE","NewAvatarUrl":null,"ClearAvatarFile":true,"TaxRateType":3,
             "Businesses":[{{other.Id}}],"SystemId":"crm-1","CustomFields":{"Data":[{"Name":"tier","Value":"gold","Type":"string"}]} }
            """
        );
        created.Status.ShouldBe(200, created.Raw);
        var read = (await admin.Gets($"{Coworkers}/{created.Id}")).Json.AsObject();

        Without(read, "Id", "UpdatedOn", "CreatedOn", "UniqueId", "UpdatedBy").ToJsonString().ShouldBe(JsonNode.Parse(
            $$"""
            {"CoworkerType":2,"FullName":"Zoë Ångström","Salutation":"Dr","Gender":4,"Email":"zoe@example.org","CreateUser":null,
             "UserId":{{me.Id}},"UserFullName":"Somebody","CompanyName":"Ångström AB","BillingName":"Accounts","BillingEmail":"pay@example.org",
             "InvoicingBusinessId":{{home.Id}},"InvoicingBusinessName":"Main Street Hub","CountryId":752,"SimpleTimeZoneId":1,
             "Active":false,"Archived":true,"RegistrationDate":"2024-01-02T03:04:05Z","DateOfBirth":"1990-02-03T00:00:00Z",
             "MobilePhone":"+46 1","Address":"Storgatan 1","PostCode":"111 22","CityName":"Stockholm","State":"SE",
             "AvatarFileName":null,"NewAvatarUrl":null,"ClearAvatarFile":null,"TaxRateType":3,
             "Businesses":[{{home.Id}},{{other.Id}}],"Teams":[],"IsNew":false,"SystemId":"crm-1","ToStringText":"Zoë Ångström",
             "LocalizationDetails":null,"CustomFields":{"Data":[{"Name":"tier","Value":"gold","Type":"string"}]} }
            """
        )!.ToJsonString());
        foreach (var filter in new[] { $"Coworker_User={me.Id}&Coworker_FullName=ZOË", $"Coworker_Email=zoe@&Coworker_CustomFields_tier=gold&id={created.Id}", $"Coworker_InvoicingBusiness={home.Id}&orderBy=InvoicingBusinessName" })
        {
            (await admin.Gets($"{Coworkers}?{filter}")).Records.ShouldHaveSingleItem()!["Id"]!.GetValue<long>().ShouldBe(created.Id, filter);
        }

        var unchanged = await admin.Puts(Coworkers, read.ToJsonString());
        unchanged.Status.ShouldBe(200, unchanged.Raw);
        unchanged["Value"]!.ToJsonString().ShouldBe(read.ToJsonString());
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AMinimalOneFallsToTheOnlyLocationAndTheRestIsDefault(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var home = await world.Business();
        var caller = await world.Operator(home, Roles);

        var value = (await caller.Posts(Coworkers, """{"FullName":"Jo"}"""))["Value"]!;

        value["InvoicingBusinessId"]!.GetValue<long>().ShouldBe(home.Id);
        value["Businesses"]!.ToJsonString().ShouldBe($"[{home.Id}]");
        (value["Gender"]!.GetValue<int>(), value["CoworkerType"]!.GetValue<int>(), value["Active"]!.GetValue<bool>()).ShouldBe((1, 1, true));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatCannotBeTakenIsNamed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var admin = await world.Administrator();

        var refused = await admin.Posts(
            Coworkers,
            """{"Email":"nobody","Gender":77,"CreateUser":true,"NewAvatarUrl":"https://example.org/a.png"}"""
        );
        refused.Status.ShouldBe(400);
        Named(refused).ShouldBe(["FullName", "Gender", "Email", "CreateUser", "NewAvatarUrl"]);

        var foreign = await admin.Posts(
            Coworkers,
            """{"FullName":"Jo","InvoicingBusinessId":99999999,"CountryId":9999,"SimpleTimeZoneId":99999,"Businesses":[99999998],"UserId":99999997}"""
        );
        Named(foreign).Order().ShouldBe(["Businesses", "CountryId", "InvoicingBusinessId", "SimpleTimeZoneId", "UserId"]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ALocationOneDoesNotSeeIsNeitherGivenNorTaken(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs, third) = (await world.Business(), await world.Business("Dock"), await world.Business("Pier"));
        var shared = await world.Coworker(theirs, "Shared", mine);
        var foreign = await world.Coworker(theirs, "Foreign");
        var caller = await world.Operator(mine, Roles);

        (await caller.Gets($"{Coworkers}?size=5000")).Records.Select(r => r!["Id"]!.GetValue<long>()).ShouldBe([shared.Id]);
        (await caller.Gets($"{Coworkers}/{foreign.Id}")).Raw.ShouldBe("\"Not found\"");
        (await caller.Deletes($"{Coworkers}/{foreign.Id}")).Status.ShouldBe(404);
        (await caller.Puts(Coworkers, $$"""{"Id":{{foreign.Id}},"FullName":"X"}""")).Raw.ShouldContain("was not found");
        Named(await caller.Puts(Coworkers, $$"""{"Id":{{shared.Id}},"FullName":"X","Businesses":[{{third.Id}}]}""")).ShouldBe(["Businesses"]);
        Named(await caller.Puts(Coworkers, $$"""{"Id":{{shared.Id}},"FullName":"X","InvoicingBusinessId":{{third.Id}}}""")).ShouldBe(["InvoicingBusinessId"]);

        var kept = await caller.Puts(Coworkers, $$"""{"Id":{{shared.Id}},"FullName":"Renamed","Businesses":[{{mine.Id}}]}""");
        kept["Value"]!["Businesses"]!.ToJsonString().ShouldBe($"[{theirs.Id},{mine.Id}]");
        (await caller.Puts(Coworkers, $$"""{"Id":{{shared.Id}},"FullName":"Renamed","Businesses":[]}""")).Status.ShouldBe(200);
        (await caller.Gets($"{Coworkers}/{shared.Id}")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DeletedOnlyWhenNothingPointsThere(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var busy = await world.Coworker(home);
        var free = await world.Coworker(home, "Free", other);
        await admin.Posts("/api/spaces/coworkeridentitychecks", $$"""{"BusinessId":{{home.Id}},"CoworkerId":{{busy.Id}},"Name":"P"}""");

        var refused = await admin.Deletes($"{Coworkers}/{busy.Id}");
        (refused.Status, refused["WasSuccessful"]!.GetValue<bool>()).ShouldBe((500, false));
        refused.Raw.ShouldStartWith("""{"Status":500,"Message":"An error occurred while deleting the record.""");
        (await admin.Gets($"{Coworkers}/{busy.Id}")).Status.ShouldBe(200);

        (await admin.Deletes($"{Coworkers}/{free.Id}"))["Message"]!.GetValue<string>().ShouldBe("Coworker was successfully deleted.");
        (await admin.Gets($"{Coworkers}/{free.Id}")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheJournalTellsOfItWithPersonalWordsSealed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var id = (await admin.Posts(Coworkers, $$"""{"FullName":"Quillon Vexley","InvoicingBusinessId":{{home.Id}}}""")).Id;
        await admin.Puts(Coworkers, $$"""{"Id":{{id}},"FullName":"Quillon Vexley","Email":"quillon@example.org","Businesses":[{{home.Id}},{{other.Id}}],"Active":true}""");

        await using var db = world.App.Db();
        var lines = await db.JournalEntries.Where(e => e.BusinessId == home.Id && e.Entity == "Coworker").OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        lines.ShouldAllBe(line => line.EntityId == id);
        lines.ShouldAllBe(line => !$"{line.OldValue}{line.NewValue}".Contains("uillon", StringComparison.Ordinal));
        lines.Single(line => line.Member == "Email").Sealed.ShouldNotBeNull();
        lines.Single(line => line.Member == "LocationIds").NewValue.ShouldBe($"{home.Id},{other.Id}");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task CoworkersHaveNoCommands(DatabaseProvider provider)
    {
        var admin = await (await Apps.World(provider)).Administrator();

        (await admin.Gets($"{Coworkers}/commands")).Raw.ShouldBe("[]");
        Named(await admin.Posts($"{Coworkers}/runcommand", """{"Key":"DANCE","Ids":[1]}""")).ShouldBe(["Key"]);
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
        var raced = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => admin.Puts($"{Coworkers}/{coworker.Id}", $$"""{"FullName":"Name {{n}}","CityName":"City {{n}}"}""")));
        raced.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 409);
        var now = await admin.Gets($"{Coworkers}/{coworker.Id}");
        now["CityName"]!.GetValue<string>()[5..].ShouldBe(now["FullName"]!.GetValue<string>()[5..]);
    }

    private static string[] Named(Answer refused) => [.. refused["Errors"]!.AsArray().Select(e => e!["PropertyName"]!.GetValue<string>())];

    private static JsonObject Without(JsonObject record, params string[] members)
    {
        var rest = record.DeepClone().AsObject();
        foreach (var member in members)
        {
            rest.Remove(member).ShouldBeTrue(member);
        }

        return rest;
    }
}
