using System.Text.RegularExpressions;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>The bodies of the create pages, byte for byte; ids and times are put in.</summary>
public sealed partial class CreatePageTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task SuccessForACallerWhoMayOnlyCreate(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        var caller = await world.Operator(
            business,
            "CoworkerIdentityCheck-Create",
            "CoworkerIdentityCheckDocument-Create"
        );

        var check = await caller.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Passport check"}"""
        );
        Placed(check).ShouldBe(Success("CoworkerIdentityCheck"));
        check.Status.ShouldBe(200);

        var document = await caller.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker.Id}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Passport"}"""
        );
        Placed(document).ShouldBe(Success("CoworkerIdentityCheckDocument"));
        document.Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task MissingName(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        foreach (
            var caller in new[]
            {
                await world.Administrator(),
                await world.Operator(
                    await world.Business(),
                    "CoworkerIdentityCheck-Create",
                    "CoworkerIdentityCheckDocument-Create"
                ),
            }
        )
        {
            const string missing =
                """{"Message":"Name: is a required field","Value":null,"Errors":[{"AttemptedValue":null,"Message":"is a required field","PropertyName":"Name"}],"WasSuccessful":false}""";
            var check = await caller.Posts(Checks, """{"BusinessId":1,"CoworkerId":1}""");
            (check.Status, check.Raw).ShouldBe((400, missing));
            var document = await caller.Posts(
                Documents,
                """{"CoworkerId":1,"CoworkerIdentityCheckId":1}"""
            );
            (document.Status, document.Raw).ShouldBe((400, missing));
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ThePagesOwnBodiesNameEveryRequiredField(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        foreach (
            var caller in new[]
            {
                await world.Administrator(),
                await world.Operator(
                    await world.Business(),
                    "CoworkerIdentityCheck-Create",
                    "CoworkerIdentityCheckDocument-Create"
                ),
            }
        )
        {
            var check = await caller.Posts(
                Checks,
                "{\n    \"BusinessId\": 0,\n    \"CoworkerId\": 0,\n    \"Name\": \"\"\n}"
            );
            (check.Status, check.Raw).ShouldBe((400, Required("BusinessId", "CoworkerId", "Name")));
            var document = await caller.Posts(
                Documents,
                "{\n    \"CoworkerId\": 0,\n    \"CoworkerIdentityCheckId\": 0,\n    \"Name\": \"\"\n}"
            );
            (document.Status, document.Raw).ShouldBe(
                (400, Required("CoworkerId", "CoworkerIdentityCheckId", "Name"))
            );
        }
    }

    private static string Success(string entity) =>
        $$"""{"Status":200,"Message":"{{entity}} was successfully created.","Value":{"Id":87654321},"OpenInDialog":false,"OpenInWindow":false,"RedirectURL":null,"JavaScript":null,"UpdatedOn":"2025-01-15T10:30:00Z","UpdatedBy":"admin@example.com","Errors":null,"WasSuccessful":true}""";

    private static string Required(string first, string second, string third) =>
        $$"""{"Message":"{{first}}: is a required field; {{second}}: is a required field; {{third}}: is a required field","Value":null,"Errors":[{"AttemptedValue":0,"Message":"is a required field","PropertyName":"{{first}}"},{"AttemptedValue":0,"Message":"is a required field","PropertyName":"{{second}}"},{"AttemptedValue":"","Message":"is a required field","PropertyName":"{{third}}"}],"WasSuccessful":false}""";

    private static string Placed(Answer answer) =>
        By()
            .Replace(
                On()
                    .Replace(
                        Number().Replace(answer.Raw, "\"Value\":{\"Id\":87654321}"),
                        "\"UpdatedOn\":\"2025-01-15T10:30:00Z\""
                    ),
                "\"UpdatedBy\":\"admin@example.com\""
            );

    [GeneratedRegex("\"Value\":\\{\"Id\":[1-9][0-9]*\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(
        "\"UpdatedOn\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]*[1-9])?Z\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex On();

    [GeneratedRegex("\"UpdatedBy\":\"[^\"]+@example.com\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex By();
}
