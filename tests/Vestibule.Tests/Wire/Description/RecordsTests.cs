using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire.Description;

/// <summary>The description against the live server: real answers fit, and bodies take what they are said to take.</summary>
public sealed class RecordsTests
{
    // Looked at only when everything else in the body is fine.
    private static readonly string[] ReadLast = ["VerificationStatus", "LastError"];

    [Fact]
    public async Task RealListsFitAndKeepTheOrder()
    {
        var (world, admin) = await Furnished();
        var openApi = await OpenApi.From(world);
        foreach (
            var (route, operation) in openApi.Operations.Where(one =>
                ((string)one.Operation["operationId"]!).StartsWith(
                    "list_",
                    StringComparison.Ordinal
                )
            )
        )
        {
            var answer = await admin.Gets(route[4..]);
            answer.Status.ShouldBe(200, route);
            openApi
                .Misfits(
                    answer.Json,
                    operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!,
                    route
                )
                .ShouldBeEmpty();
            if (answer.Json is JsonObject page)
            {
                var entity = (
                    (string)
                        operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]![
                            "oneOf"
                        ]![0]!["$ref"]!
                ).Split('/')[^1];
                var record = openApi.Schema(entity[..^"Page".Length])["properties"]!
                    .AsObject()
                    .Select(member => member.Key);
                answer.Records.Count.ShouldBeGreaterThan(0, route);
                answer.Records[0]!.AsObject().Select(member => member.Key).ShouldBe(record, route);
                page.Select(member => member.Key)
                    .ShouldBe(
                        openApi.Schema(entity)["properties"]!
                            .AsObject()
                            .Select(member => member.Key),
                        route
                    );
            }
        }
    }

    [Fact]
    public async Task RealWritesFit()
    {
        var (world, admin) = await Furnished();
        var openApi = await OpenApi.From(world);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        var done = await admin.Posts(
            Path("checks"),
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
        );
        var refused = await admin.Posts(Path("checks"), "{}");
        var ran = await admin.Posts(
            $"{Path("checks")}/runcommand",
            $$"""{"Key":"CANCEL_CHECK","Ids":[{{done.Id}}]}"""
        );
        var again = await admin.Posts(
            $"{Path("checks")}/runcommand",
            $$"""{"Key":"MARK_AS_VERIFIED","Ids":[{{done.Id}}]}"""
        );
        var deleted = await admin.Deletes($"{Path("checks")}/{done.Id}");
        var denied = await world.App.Anonymous().Gets(Path("checks"));
        foreach (
            var (schema, answer) in new[]
            {
                ("Done", done),
                ("Refusal", refused),
                ("Ran", ran),
                ("Ran", again),
                ("Done", deleted),
                ("Message", denied),
            }
        )
        {
            openApi.Misfits(answer.Json, openApi.Schema(schema), schema).ShouldBeEmpty(answer.Raw);
        }
    }

    [Fact]
    public async Task BodiesTakeWhatTheyAreSaidToTake()
    {
        var (world, admin) = await Furnished();
        var openApi = await OpenApi.From(world);
        var routes = openApi.Operations.Select(one => one.Route).ToList();
        var collections = openApi
            .Operations.Where(one =>
                ((string)one.Operation["operationId"]!).StartsWith(
                    "create_",
                    StringComparison.Ordinal
                )
            )
            .Select(one => one.Route[5..])
            .ToList();
        collections.Count.ShouldBeGreaterThan(5);
        foreach (var path in collections)
        {
            var record = (await admin.Gets($"{path}?size=1&orderBy=Id&dir=1")).Records[
                0
            ]!.AsObject();
            Compare($"POST {path}", await admin.Posts(path, Nonsense(record, 0)), openApi);
            if (routes.Contains($"PUT {path}"))
            {
                var nonsense = Nonsense(record, record["Id"]!.GetValue<long>());
                Compare($"PUT {path}", await admin.Puts(path, nonsense), openApi);
            }
        }
    }

    private static void Compare(string route, Answer answer, OpenApi openApi)
    {
        answer.Status.ShouldBe(400, route);
        var read = answer["Errors"]!
            .AsArray()
            .Select(error => (string)error!["PropertyName"]!)
            .Distinct()
            .Order()
            .ToList();
        var said = openApi
            .Body(route)
            .Except(ReadLast)
            .Except(["CustomFields", "Id"])
            .Order()
            .ToList();
        read.ShouldBe(said, $"{route}: {answer.Raw}");
    }

    /// <summary>Every member as an object, which nothing but custom fields takes: what is read is refused by name.</summary>
    private static string Nonsense(JsonObject record, long id)
    {
        var body = new JsonObject();
        foreach (var (member, _) in record)
        {
            body[member] = member is "CustomFields" ? null : new JsonObject { ["no"] = 1 };
        }

        body["Id"] = id;
        return body.ToJsonString();
    }

    /// <summary>A server with one of everything.</summary>
    private static async Task<(World, HttpClient)> Furnished()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var admin = await world.Administrator();
        var business = await world.Business();
        await world.Operator(business, "CoworkerIdentityCheck-List");
        var coworker = await world.Coworker(business);
        var check = await admin.Posts(
            Path("checks"),
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
        );
        var document = await admin.Posts(
            Path("checkdocuments"),
            $$"""{"CoworkerId":{{coworker.Id}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Passport"}"""
        );
        document.Status.ShouldBe(200);
        return (world, admin);
    }

    private static string Path(string what) => $"/api/spaces/coworkeridentity{what}";
}
