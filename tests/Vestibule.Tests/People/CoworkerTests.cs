using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Members and customers through the API.</summary>
public sealed class CoworkerTests
{
    private const string Coworkers = "/api/spaces/coworkers";

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

        Without(read, "Id", "UpdatedOn", "CreatedOn", "UniqueId", "UpdatedBy")
            .ToJsonString()
            .ShouldBe(
                JsonNode
                    .Parse(
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
                    )!
                    .ToJsonString()
            );
        foreach (
            var filter in new[]
            {
                $"Coworker_User={me.Id}&Coworker_FullName=ZOË",
                $"Coworker_Email=zoe@&Coworker_CustomFields_tier=gold&id={created.Id}",
                $"Coworker_InvoicingBusiness={home.Id}&orderBy=InvoicingBusinessName",
            }
        )
        {
            (await admin.Gets($"{Coworkers}?{filter}")).Records.ShouldHaveSingleItem()!["Id"]!
                .GetValue<long>()
                .ShouldBe(created.Id, filter);
        }

        var unchanged = await admin.Puts(Coworkers, read.ToJsonString());
        unchanged.Status.ShouldBe(200, unchanged.Raw);
        unchanged["Value"]!.ToJsonString().ShouldBe(read.ToJsonString());
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
        refused.Named().ShouldBe(["FullName", "Gender", "Email", "CreateUser", "NewAvatarUrl"]);

        var foreign = await admin.Posts(
            Coworkers,
            """{"FullName":"Jo","InvoicingBusinessId":99999999,"CountryId":9999,"SimpleTimeZoneId":99999,"Businesses":[99999998],"UserId":99999997}"""
        );
        foreign
            .Named()
            .Order()
            .ShouldBe([
                "Businesses",
                "CountryId",
                "InvoicingBusinessId",
                "SimpleTimeZoneId",
                "UserId",
            ]);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheJournalTellsOfItWithPersonalWordsSealed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (home, other) = (await world.Business(), await world.Business("Dock"));
        var admin = await world.Administrator();
        var id = (
            await admin.Posts(
                Coworkers,
                $$"""{"FullName":"Quillon Vexley","InvoicingBusinessId":{{home.Id}}}"""
            )
        ).Id;
        await admin.Puts(
            Coworkers,
            $$"""{"Id":{{id}},"FullName":"Quillon Vexley","Email":"quillon@example.org","Businesses":[{{home.Id}},{{other.Id}}],"Active":true}"""
        );

        await using var db = world.App.Db();
        var lines = await db
            .JournalEntries.Where(e => e.BusinessId == home.Id && e.Entity == "Coworker")
            .OrderBy(e => e.Sequence)
            .ToListAsync(TestContext.Current.CancellationToken);
        lines.ShouldAllBe(line => line.EntityId == id);
        lines.ShouldAllBe(line =>
            !$"{line.OldValue}{line.NewValue}".Contains("uillon", StringComparison.Ordinal)
        );
        lines.Single(line => line.Member == "Email").Sealed.ShouldNotBeNull();
        lines
            .Single(line => line.Member == "LocationIds")
            .NewValue.ShouldBe($"{home.Id},{other.Id}");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task CoworkersHaveNoCommands(DatabaseProvider provider)
    {
        var admin = await (await Apps.World(provider)).Administrator();

        (await admin.Gets($"{Coworkers}/commands")).Raw.ShouldBe("[]");
        (await admin.Posts($"{Coworkers}/runcommand", """{"Key":"DANCE","Ids":[1]}"""))
            .Named()
            .ShouldBe(["Key"]);
    }

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
