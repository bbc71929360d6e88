using System.Globalization;
using System.Text.Json;
using Vestibule.Database;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>Whole sessions as the clients of this API hold them, each with the ways of one family of clients.</summary>
public sealed class ClientTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";
    private const string Coworkers = "/api/spaces/coworkers";

    /// <summary>Basic, pages of 25, whole entities read and sent back, ids as numbers, null for what is not there.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task TypedSdksReadChangeAndSendBackWholeEntities(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = desk.World.App.Basic(desk.KeyOfAdmin);
        var made = new Dictionary<string, long>
        {
            [Coworkers] = (
                await client.Posts(
                    Coworkers,
                    $$"""{"CoworkerType":1,"FullName":"Sam Roe","Gender":1,"Email":"sam@example.com","TaxRateType":1,"InvoicingBusinessId":{{desk.Business}}}"""
                )
            ).Id,
            [Checks] = (await client.Posts(Checks, desk.NewCheck)).Id,
        };
        made[Documents] = (await client.Posts(Documents, desk.NewDocument(made[Checks]))).Id;
        foreach (var path in new[] { Documents, Checks, Coworkers })
        {
            var page = await client.Gets($"{path}?page=1&orderBy=Id&dir=1&Id={made[path]}");
            page["CurrentPageSize"]!.GetValue<int>().ShouldBe(25);
            page.Records[0]!["Id"]!.GetValue<long>().ShouldBe(made[path]);

            var one = (await client.Gets($"{path}/{made[path]}")).Json.AsObject();
            var name = one.ContainsKey("Name") ? "Name" : "FullName";
            one[name] = "Changed";
            var put = await client.Puts(path, one.ToJsonString());
            put["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(put.Raw);
            put["Value"]!["Id"]!.GetValue<long>().ShouldBe(made[path]);
            put["Message"]!.GetValue<string>().ShouldContain("was successfully updated.");
            (await client.Gets($"{path}/{made[path]}"))[name]!
                .GetValue<string>()
                .ShouldBe("Changed");

            var commands = await client.Gets($"{path}/commands");
            commands.Json.AsArray().ShouldAllBe(command => command!["Key"] != null);
            (await client.Deletes($"{path}/{made[path]}"))["WasSuccessful"]!
                .GetValue<bool>()
                .ShouldBeTrue();
            var gone = await client.Gets($"{path}/{made[path]}");
            (gone.Status, gone.Raw).ShouldBe((404, "\"Not found\""));
        }
    }

    /// <summary>A token without a label, refreshed without one; brackets as they are; nulls left out; offsets in dates.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task TokenClientsRefreshWithoutALabelAndLeaveNullsOut(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        var admin = await SignedIn.New(desk.World, isAdmin: true, []);
        var first = await admin.SignIn("&totp=");
        first["token_type"]!.GetValue<string>().ToLowerInvariant().ShouldBe("bearer");
        first["expires_in"]!.GetValue<int>().ShouldBePositive();
        var second = await admin.Refresh(first.Said("refresh_token"));
        using var client = desk.World.App.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", second.Said("access_token"));

        var made = await client.Posts(Checks, desk.NewCheck);
        made["Value"]!["Id"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        var batch = await client.Gets($"{Checks}/?id=[{made.Id},{long.MaxValue}]");
        var read = batch.Json.AsArray().ShouldHaveSingleItem()!;
        DateTimeOffset
            .Parse(read["CreatedOn"]!.GetValue<string>(), CultureInfo.InvariantCulture)
            .Offset.ShouldBe(TimeSpan.Zero);
        var range = await client.Gets(
            $"{Checks}?CoworkerIdentityCheck_Business={desk.Business}&CoworkerIdentityCheck_Billed=false&from_CoworkerIdentityCheck_CreatedOn=2020-01-01T00:00&to_CoworkerIdentityCheck_CreatedOn=2199-01-01T00:00"
        );
        range.Records.Count.ShouldBe(1);
        (await client.Puts(Checks, read.ToJsonString())).Status.ShouldBe(200);
        (await client.Gets($"{Checks}/{long.MaxValue}")).Status.ShouldBe(404);
    }

    /// <summary>Pages of a thousand until there is no next, asked for what changed since; failure is what does not say success.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task SynchronisersWalkWhatChangedSince(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = desk.World.App.Basic(desk.KeyOfAdmin);
        var made = await client.Posts(Checks, desk.NewCheck);
        var since = made["Value"]!["CreatedOn"]!.GetValue<string>()[.."yyyy-MM-ddTHH:mm:ss".Length];
        foreach (var spelt in new[] { $"{since}Z", $"{since}+00:00", $"{since}.0Z" })
        {
            var (page, more, seen) = (1, true, new List<long>());
            while (more)
            {
                var list = await client.Gets(
                    $"{Checks}?size=1000&page={page++}&from_CoworkerIdentityCheck_UpdatedOn={spelt}&CoworkerIdentityCheck_Business={desk.Business}"
                );
                seen.AddRange(list.Records.Select(row => row!["Id"]!.GetValue<long>()));
                more = list["HasNextPage"]!.GetValue<bool>();
            }

            seen.ShouldBe([made.Id], spelt);
        }

        var refused = await client.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"MARK_AS_VERIFIED","Ids":[{{made.Id}}]}"""
        );
        (refused.Status, refused["WasSuccessful"]!.GetValue<bool>()).ShouldBe((200, false));
    }
}
