using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>Whole sessions of clients written by hand, which are freer with the API than its pages.</summary>
public sealed class ScriptClientTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";
    private const string Coworkers = "/api/spaces/coworkers";

    /// <summary>Header <c>Content</c>, booleans as words, ids in the path, enums looked up by name; no redirects, no empty lists of errors.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task PhpClientsSendWordsForBooleansAndPutToThePath(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = desk.World.App.Basic(desk.KeyOfAdmin);
        var made = await client.Asks(
            HttpMethod.Post,
            Checks,
            desk.NewCheck.Replace("}", ",\"Billed\":\"true\"}", StringComparison.Ordinal),
            ("Content", "application/json")
        );
        made.Raw.ShouldContain("\"Errors\":null");
        made["Value"]!["Billed"]!.GetValue<bool>().ShouldBeTrue();
        var read = (await client.Gets($"{Checks}/{made.Id}")).Json.AsObject();
        read["Billed"] = "false";
        var put = await client.Asks(
            HttpMethod.Put,
            $"{Checks}/{made.Id}",
            read.ToJsonString(),
            ("Content", "application/json")
        );
        put.Raw.ShouldContain("\"Errors\":null");
        put["Value"]!["Billed"]!.GetValue<bool>().ShouldBeFalse();
        (await client.Gets($"{Checks}?Id={made.Id}&size=1000")).Records.Count.ShouldBe(1);
        var statuses = await client.Gets("/api/utils/enums?name=eIdVerificationStatus");
        statuses.Json[1]!.ToJsonString().ShouldBe("""{"Id":1,"Name":"Pending"}""");
    }

    /// <summary>Records as form fields, on creating and on updating.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task PythonClientsSendForms(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = desk.World.App.Basic(desk.KeyOfAdmin);
        async Task<JsonNode> Send(HttpMethod method, string path, params (string, object)[] fields)
        {
            using var form = new FormUrlEncodedContent(
                fields.Select(f => KeyValuePair.Create(f.Item1, $"{f.Item2}"))
            );
            using var request = new HttpRequestMessage(method, path) { Content = form };
            using var answer = await client.SendAsync(request);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            body["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(body.ToJsonString());
            return body["Value"]!;
        }

        var check = await Send(
            HttpMethod.Post,
            Checks,
            ("BusinessId", desk.Business),
            ("CoworkerId", desk.Coworker),
            ("Name", "Größe & Zahl"),
            ("Billed", "True")
        );
        check["Name"]!.GetValue<string>().ShouldBe("Größe & Zahl");
        var document = await Send(
            HttpMethod.Post,
            Documents,
            ("CoworkerId", desk.Coworker),
            ("CoworkerIdentityCheckId", check["Id"]!),
            ("Name", "Paper")
        );
        var changed = await Send(
            HttpMethod.Put,
            Documents,
            ("Id", document["Id"]!),
            ("CoworkerId", desk.Coworker),
            ("CoworkerIdentityCheckId", check["Id"]!),
            ("Name", "Other paper"),
            ("Notes", "a+b=c")
        );
        changed["Notes"]!.GetValue<string>().ShouldBe("a+b=c");
        var coworker = await Send(
            HttpMethod.Post,
            Coworkers,
            ("FullName", "Kim Roe"),
            ("Email", "kim@example.com"),
            ("InvoicingBusinessId", desk.Business)
        );
        coworker["FullName"]!.GetValue<string>().ShouldBe("Kim Roe");
    }

    /// <summary>Who am I and where, in whichever way it is asked; names sorted, newest first, thousands at a time.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task ScriptsAskWhoTheyAreAndReadEverything(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = await desk.World.Operator(
            await Named(desk.World, desk.Business),
            "CoworkerIdentityCheck-List",
            "CoworkerIdentityCheck-Create",
            "CoworkerIdentityCheck-Read",
            "CoworkerIdentityCheck-Edit"
        );
        foreach (var address in new[] { "/en/user/me", "/api/auth/me", "/api/sys/users/me" })
        {
            var me = (await client.Gets(address)).Json.AsObject();
            me["DefaultBusinessId"]!.GetValue<long>().ShouldBe(desk.Business);
            foreach (
                var member in new[]
                {
                    "Id",
                    "FullName",
                    "Email",
                    "Businesses",
                    "DefaultBusinessName",
                    "DefaultCurrencyId",
                    "DefaultCurrencyCode",
                    "DefaultCountryId",
                    "DefaultSimpleTimeZoneId",
                    "DefaultSimpleTimeZoneNameIana",
                }
            )
            {
                me.ContainsKey(member).ShouldBeTrue($"{address} {member}");
            }
        }

        var made = await client.Posts(Checks, desk.NewCheck);
        made["Value"]!["CoworkerFullName"]!.GetValue<string>().ShouldBe("Jane Roe");
        (await client.Posts(Checks, desk.NewCheck)).Status.ShouldBe(200);
        var newest = await client.Gets($"{Checks}?size=5000&orderBy=Id&dir=1");
        newest.Records.Count.ShouldBe(2);
        newest.Records[1]!["Id"]!.GetValue<long>().ShouldBe(made.Id);
        newest.Records.ShouldAllBe(row =>
            row!["BusinessId"]!.GetValue<long>() == desk.Business
            && row["CoworkerId"]!.GetValue<long>() == desk.Coworker
        );
        (await client.Gets($"{Checks}?size=500&orderBy=Name&dir=0")).Records.Count.ShouldBe(2);
        var run = await client.Posts(
            "/api/spaces/coworkerIdentityChecks/runCommand",
            $$"""{"Key":"CANCEL_CHECK","Ids":[{{made.Id}}],"Parameters":null}"""
        );
        run["Message"]!.GetValue<string>().ShouldBe("The command was run correctly.");
    }

    /// <summary>Files read with a token, by the name of their slot in any case.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task DownloadersWalkTheListAndFetchEachFile(DatabaseProvider provider)
    {
        var desk = await ClientDesk.Set(provider);
        using var client = desk.World.App.Basic(desk.KeyOfAdmin);
        var check = await client.Posts(Checks, desk.NewCheck);
        var document = await client.Posts(Documents, desk.NewDocument(check.Id));
        var paper = Papers.Png(7);
        using var content = new ByteArrayContent(paper);
        (
            await client.PutAsync(
                new Uri($"/api/vestibule/documents/{document.Id}/files/photo", UriKind.Relative),
                content
            )
        ).IsSuccessStatusCode.ShouldBeTrue();

        var before = await client.Gets($"{Documents}/{document.Id}");
        (await client.Puts(Documents, before.Raw)).Status.ShouldBe(200);
        var after = await client.Gets($"{Documents}/{document.Id}");
        (after.Raw, after.Headers.ETag).ShouldBe((before.Raw, before.Headers.ETag));

        var list = await client.Gets(
            $"{Documents}?page=1&size=25&CoworkerIdentityCheckDocument_Coworker={desk.Coworker}"
        );
        list["HasNextPage"]!.GetValue<bool>().ShouldBeFalse();
        foreach (var address in new[] { "getphoto", "getPhoto" })
        {
            using var file = await client.GetAsync(
                new Uri($"{Documents}/{address}/{list.Records[0]!["Id"]}", UriKind.Relative)
            );
            file.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            (await file.Content.ReadAsByteArrayAsync()).ShouldBe(paper);
        }
    }

    private static async Task<Business> Named(World world, long business)
    {
        await using var db = world.App.Db();
        return (await db.Businesses.FindAsync(business))!;
    }
}
