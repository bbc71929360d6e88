using System.Globalization;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>What a list takes in its address, and how it says what it cannot take.</summary>
public sealed class QueryTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory]
    [InlineData("CoworkerIdentityCheck_IdentityCheckProvider1=0", 1)]
    [InlineData("CoworkerIdentityCheck_IdentityCheckProvider1=None", 1)]
    [InlineData("CoworkerIdentityCheck_IdentityCheckProvider1=1", 0)]
    [InlineData("CoworkerIdentityCheck_IdentityCheckProvider2=StripeIdentity", 0)]
    [InlineData("CoworkerIdentityCheck_VerificationType1=2", 0)]
    [InlineData("CoworkerIdentityCheck_VerificationType2=0", 1)]
    [InlineData("CoworkerIdentityCheck_Description1=words", 0)]
    [InlineData("CoworkerIdentityCheck_Description2=notnull", 0)]
    [InlineData("from_CoworkerIdentityCheck_IdentityCheckProvider1=1", 0)]
    [InlineData("to_CoworkerIdentityCheck_IdentityCheckProvider1=1", 1)]
    [InlineData("CoworkerIdentityCheck_IsNew=true", 0)]
    [InlineData("CoworkerIdentityCheck_IsNew=false", 1)]
    [InlineData("CoworkerIdentityCheck_LocalizationDetails=x", 1)]
    public async Task MembersThatReadTheSameEverywhereAreFoundAsTheyRead(string filter, int found)
    {
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            var (admin, scope) = await OneCheck(provider);
            var list = await admin.Gets($"{scope}&{filter}");
            list.Status.ShouldBe(200, list.Raw);
            list.Records.Count.ShouldBe(found, list.Raw);
        }
    }

    [Theory]
    [InlineData("CoworkerIdentityCheck_VerificationStatus", "6", "is not one of 0 None, 1 Pending")]
    [InlineData("CoworkerIdentityCheck_VerificationStatus", "1,2", "is not one of")]
    [InlineData("CoworkerIdentityCheck_IdentityDocumentType", "11", "is not one of")]
    [InlineData("CoworkerIdentityCheck_IdentityDocumentType", "Library card", "is not one of")]
    [InlineData("CoworkerIdentityCheck_IdentityCheckProvider1", "3", "is not one of")]
    [InlineData("CoworkerIdentityCheck_Coworker_CoworkerType", "9", "is not one of")]
    [InlineData("from_CoworkerIdentityCheck_VerificationStatus", "6", "is not one of")]
    [InlineData("CoworkerIdentityCheck_Billed", "maybe", "is not true or false")]
    [InlineData("CoworkerIdentityCheck_ProposalGuid", "x", "is not a GUID")]
    [InlineData("CoworkerIdentityCheck_CreatedOn", "yesterday", "is not a date")]
    [InlineData("to_CoworkerIdentityCheck_UpdatedOn", "2026-02-30", "is not a date")]
    [InlineData("CoworkerIdentityCheck_Business", "x", "is not a number")]
    [InlineData(
        "CoworkerIdentityCheck_Business",
        "9223372036854775808",
        "is larger than any id (they have 64 bits)"
    )]
    [InlineData("CoworkerIdentityCheck_Id", "[1,x]", "is not a list of numbers")]
    [InlineData(
        "CoworkerIdentityCheck_Id",
        "[1,9223372036854775808]",
        "holds a number that is larger than any id"
    )]
    [InlineData("id", "[1,x]", "is not a list of at most 5000 numbers")]
    [InlineData("page", "first", "is not a number")]
    [InlineData("orderBy", "Colour", "is not a member of the record")]
    public async Task WhatCannotBeReadIsNamedWithItsValue(
        string parameter,
        string sent,
        string words
    )
    {
        var admin = await (await Apps.World(DatabaseProvider.Sqlite)).Administrator();
        var refused = await admin.Gets($"{Checks}?{parameter}={Uri.EscapeDataString(sent)}");
        refused.Status.ShouldBe(400, refused.Raw);
        var error = refused["Errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["PropertyName"]!.GetValue<string>().ShouldBe(parameter);
        error["AttemptedValue"]!.GetValue<string>().ShouldBe(sent);
        error["Message"]!.GetValue<string>().ShouldStartWith(words);
    }

    [Fact]
    public async Task PagesAndSizesBeyondEverythingAreCut()
    {
        var admin = await (await Apps.World(DatabaseProvider.Sqlite)).Administrator();
        var list = await admin.Gets(
            $"{Checks}?size=99999999999999999999&page=-99999999999999999999"
        );
        list["PageSize"]!.GetValue<int>().ShouldBe(5000);
        list["PageNumber"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("\"99999999999999999999\"")]
    public async Task AnIdBeyondAllIdsIsCalledThat(string id)
    {
        var admin = await (await Apps.World(DatabaseProvider.Sqlite)).Administrator();
        var refused = await admin.Posts(
            Checks,
            $$"""{"BusinessId":{{id}},"CoworkerId":1,"Name":"x"}"""
        );
        refused["Message"]!
            .GetValue<string>()
            .ShouldContain("BusinessId: is larger than any id (they have 64 bits)");
        (await admin.Puts(Checks, $$"""{"Id":{{id}}}"""))["Message"]!
            .GetValue<string>()
            .ShouldBe("Id: is larger than any id (they have 64 bits)");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ADayIsMeantWholeAtBothEnds(DatabaseProvider provider)
    {
        var (admin, scope) = await OneCheck(provider);
        var made = (await admin.Gets(scope)).Records[0]!["CreatedOn"]!.GetValue<string>();
        var day = DateTimeOffset.Parse(made, CultureInfo.InvariantCulture);
        string Spelt(int days) =>
            day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (
            var (filter, found) in new[]
            {
                ($"from_CoworkerIdentityCheck_CreatedOn={Spelt(0)}", 1),
                ($"from_CoworkerIdentityCheck_CreatedOn={Spelt(1)}", 0),
                ($"to_CoworkerIdentityCheck_CreatedOn={Spelt(0)}", 1),
                ($"to_CoworkerIdentityCheck_CreatedOn={Spelt(-1)}", 0),
                ($"to_CoworkerIdentityCheck_CreatedOn={Spelt(0)}T00:00", 0),
                ($"from_CoworkerIdentityCheck_CreatedOn={made}", 1),
                ($"to_CoworkerIdentityCheck_CreatedOn={made}", 1),
            }
        )
        {
            (await admin.Gets($"{scope}&{filter}")).Records.Count.ShouldBe(found, filter);
        }
    }

    private static async Task<(HttpClient Admin, string Scope)> OneCheck(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        var admin = await world.Administrator();
        var made = await admin.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
        );
        made.Status.ShouldBe(200, made.Raw);
        return (admin, $"{Checks}?CoworkerIdentityCheck_Business={business.Id}");
    }
}
