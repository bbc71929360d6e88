using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.People;
using Vestibule.Tests.Harness;
using Vestibule.Wire;

namespace Vestibule.Tests.Wire;

/// <summary>Every member of both pages: written, read back, filtered on and sorted by, on both databases.</summary>
public sealed class FieldTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    [Fact]
    public void TheTableNamesEveryMember()
    {
        FieldTable
            .Checks.Select(f => f.Name)
            .ShouldBe(CoworkerIdentityChecks.Resource.Fields.Select(f => f.Name));
        FieldTable
            .Documents.Select(f => f.Name)
            .ShouldBe(CoworkerIdentityCheckDocuments.Resource.Fields.Select(f => f.Name));
    }

    public static TheoryData<DatabaseProvider, string> CheckFields() => Cases(FieldTable.Checks);

    public static TheoryData<DatabaseProvider, string> DocumentFields() =>
        Cases(FieldTable.Documents);

    [Theory, MemberData(nameof(CheckFields))]
    public async Task OfACheck(DatabaseProvider provider, string name)
    {
        var stage = await Stage.Set(provider);
        var field = FieldTable.Checks.Single(f => f.Name == name);
        if (field.Sent.Length > 0)
        {
            await Written(stage.Admin, Checks, "CoworkerIdentityCheck", field, stage.NewCheck);
        }

        await Found(
            stage.Admin,
            Checks,
            "CoworkerIdentityCheck",
            field,
            (await stage.Admin.Gets($"{Checks}/{stage.Check}")).Json,
            stage.BusinessFilter
        );
    }

    [Theory, MemberData(nameof(DocumentFields))]
    public async Task OfADocument(DatabaseProvider provider, string name)
    {
        var stage = await Stage.Set(provider);
        var field = FieldTable.Documents.Single(f => f.Name == name);
        if (field.Sent.Length > 0)
        {
            await Written(
                stage.Admin,
                Documents,
                "CoworkerIdentityCheckDocument",
                field,
                stage.NewDocument
            );
        }

        await Found(
            stage.Admin,
            Documents,
            "CoworkerIdentityCheckDocument",
            field,
            (await stage.Admin.Gets($"{Documents}/{stage.Document}")).Json,
            stage.CheckFilter
        );
    }

    public static TheoryData<DatabaseProvider, string, string, int> EnumValues()
    {
        var cases = new TheoryData<DatabaseProvider, string, string, int>();
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            Add<IdentityCheckProvider>(provider, "IdentityCheckProvider");
            Add<IdentityDocumentType>(provider, "IdentityDocumentType");
            Add<AddressDocumentType>(provider, "AddressDocumentType");
        }

        return cases;

        void Add<E>(DatabaseProvider provider, string member)
            where E : struct, Enum
        {
            foreach (var value in Enum.GetValues<E>())
            {
                cases.Add(
                    provider,
                    member,
                    value.ToString(),
                    Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
                );
            }
        }
    }

    [Theory, MemberData(nameof(EnumValues))]
    public async Task EveryEnumValueByNumberAndByName(
        DatabaseProvider provider,
        string member,
        string name,
        int number
    )
    {
        var stage = await Stage.Set(provider);
        foreach (var sent in new[] { $"{number}", $"\"{number}\"", $"\"{name}\"" })
        {
            var made = await stage.Admin.Posts(Checks, stage.NewCheck($"\"{member}\":{sent}"));
            made.Status.ShouldBe(200, made.Raw);
            var read = await stage.Admin.Gets($"{Checks}/{made.Id}");
            read[member]!.ToJsonString().ShouldBe($"{number}");
            foreach (var asked in new[] { $"{number}", name })
            {
                var list = await stage.Admin.Gets(
                    $"{Checks}?{stage.BusinessFilter}&CoworkerIdentityCheck_Id={made.Id}&CoworkerIdentityCheck_{member}={asked}"
                );
                list.Records.Count.ShouldBe(1, list.Raw);
            }
        }
    }

    [Theory]
    [InlineData("IdentityCheckProvider", "3")]
    [InlineData("IdentityCheckProvider", "-1")]
    [InlineData("IdentityDocumentType", "11")]
    [InlineData("IdentityDocumentType", "\"Library card\"")]
    [InlineData("AddressDocumentType", "98")]
    [InlineData("VerificationType", "3")]
    [InlineData("IdentityCheckProvider1", "3")]
    [InlineData("VerificationType2", "9")]
    public async Task AnEnumValueOutOfRangeIsNamed(string member, string sent)
    {
        var stage = await Stage.Set(DatabaseProvider.Sqlite);
        var refused = await stage.Admin.Posts(Checks, stage.NewCheck($"\"{member}\":{sent}"));
        refused.Status.ShouldBe(400);
        refused["Errors"]!.AsArray().Single()!["PropertyName"]!.GetValue<string>().ShouldBe(member);
        refused["Errors"]![0]!["AttemptedValue"]!.ToJsonString().ShouldBe(sent);
    }

    private static async Task Written(
        HttpClient admin,
        string path,
        string entity,
        FieldCase field,
        Func<string, string> body
    )
    {
        var ids = new long[2];
        for (var which = 0; which < 2; which++)
        {
            var made = await admin.Posts(path, body($"\"{field.Name}\":{field.Sent[which]}"));
            made.Status.ShouldBe(200, made.Raw);
            ids[which] = made.Id;
            (await admin.Gets($"{path}/{made.Id}"))[field.Name]!
                .ToJsonString(Relaxed)
                .ShouldBe(field.ReadOf(which));
        }

        var both = $"{entity}_Id=[{ids[0]},{ids[1]}]";
        for (var which = 0; which < 2; which++)
        {
            var found = await admin.Gets(
                $"{path}?{both}&{entity}_{field.Filter}={Uri.EscapeDataString(field.QueryFor(which))}"
            );
            found.Status.ShouldBe(200, found.Raw);
            found.Records.Select(r => r!["Id"]!.GetValue<long>()).ShouldBe([ids[which]], found.Raw);
            if (field.Ranged)
            {
                await Ranges(admin, path, entity, field, ids, which);
            }
        }

        var up = await Order(admin, path, both, field.Name, "0");
        (await Order(admin, path, both, field.Name, "1")).ShouldBe(up.AsEnumerable().Reverse());
        up.Order().ShouldBe(ids.Order());
    }

    private static async Task Ranges(
        HttpClient admin,
        string path,
        string entity,
        FieldCase field,
        long[] ids,
        int which
    )
    {
        var both = $"{entity}_Id=[{ids[0]},{ids[1]}]";
        var edge = Uri.EscapeDataString(field.QueryFor(which));
        var from = await admin.Gets($"{path}?{both}&from_{entity}_{field.Filter}={edge}");
        from.Records.Count.ShouldBe(which == 0 ? 2 : 1, from.Raw);
        var to = await admin.Gets($"{path}?{both}&to_{entity}_{field.Filter}={edge}");
        to.Records.Count.ShouldBe(which == 0 ? 1 : 2, to.Raw);
    }

    // Whatever a record says of itself finds it again, and any member sorts.
    private static async Task Found(
        HttpClient admin,
        string path,
        string entity,
        FieldCase field,
        JsonNode record,
        string scope
    )
    {
        if (record[field.Name] is JsonValue value)
        {
            var found = await admin.Gets(
                $"{path}?{scope}&{entity}_{field.Filter}={Uri.EscapeDataString(value.ToString())}"
            );
            found.Status.ShouldBe(200, found.Raw);
            found.Records.ShouldContain(
                r => r!["Id"]!.GetValue<long>() == record["Id"]!.GetValue<long>(),
                $"{field.Name}={value}: {found.Raw}"
            );
        }

        foreach (
            var (direction, echoed) in new[]
            {
                ("0", 0),
                ("1", 1),
                ("-1", -1),
                ("asc", 0),
                ("desc", 1),
                ("SortDirection.Descending", 1),
            }
        )
        {
            var sorted = await admin.Gets($"{path}?{scope}&orderBy={field.Name}&dir={direction}");
            sorted.Status.ShouldBe(200, sorted.Raw);
            sorted["CurrentOrderField"]!.GetValue<string>().ShouldBe(field.Name);
            sorted["CurrentSortDirection"]!.GetValue<int>().ShouldBe(echoed);
        }

        (
            await admin.Gets($"{path}?{scope}&{entity}_{field.Filter}=")
        ).Records.Count.ShouldBeGreaterThan(0);
    }

    private static async Task<long[]> Order(
        HttpClient admin,
        string path,
        string filter,
        string member,
        string direction
    ) =>
        [
            .. (
                await admin.Gets($"{path}?{filter}&orderBy={member}&dir={direction}")
            ).Records.Select(r => r!["Id"]!.GetValue<long>()),
        ];

    private static TheoryData<DatabaseProvider, string> Cases(FieldCase[] fields)
    {
        var cases = new TheoryData<DatabaseProvider, string>();
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            foreach (var field in fields)
            {
                cases.Add(provider, field.Name);
            }
        }

        return cases;
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One location with a company, a rich check and a document of it, made once for each database.</summary>
    private sealed record Stage(
        HttpClient Admin,
        Business Business,
        Coworker Coworker,
        long Check,
        long Document
    )
    {
        private static readonly Lazy<Task<Stage>> OnSqlite = new(() =>
            Build(DatabaseProvider.Sqlite)
        );
        private static readonly Lazy<Task<Stage>> OnPostgres = new(() =>
            Build(DatabaseProvider.Postgres)
        );

        public string BusinessFilter => $"CoworkerIdentityCheck_Business={Business.Id}";

        public string CheckFilter => $"CoworkerIdentityCheckDocument_CoworkerIdentityCheck={Check}";

        public static Task<Stage> Set(DatabaseProvider provider) =>
            provider is DatabaseProvider.Sqlite ? OnSqlite.Value : OnPostgres.Value;

        public string NewCheck(string more) =>
            $$"""{"BusinessId":{{Business.Id}},"CoworkerId":{{Coworker.Id}},{{(more.StartsWith("\"Name\"", StringComparison.Ordinal) ? "" : "\"Name\":\"Check\",")}}{{more}}}""";

        public string NewDocument(string more) =>
            $$"""{"CoworkerId":{{Coworker.Id}},"CoworkerIdentityCheckId":{{Check}},{{(more.StartsWith("\"Name\"", StringComparison.Ordinal) ? "" : "\"Name\":\"Paper\",")}}{{more}}}""";

        private static async Task<Stage> Build(DatabaseProvider provider)
        {
            var world = await Apps.World(provider);
            var admin = await world.Administrator();
            var business = await world.Business("Größe & Co");
            var coworker = await admin.Posts(
                "/api/spaces/coworkers",
                $$"""{"FullName":"Zoë Ærø","CoworkerType":2,"CompanyName":"Ærø ApS","BillingName":"Ærø Billing","Email":"zoe@example.com","InvoicingBusinessId":{{business.Id}}}"""
            );
            coworker.Status.ShouldBe(200, coworker.Raw);
            var stage = new Stage(
                admin,
                business,
                new Coworker
                {
                    FullName = "Zoë Ærø",
                    InvoicingBusinessId = business.Id,
                    Id = coworker.Id,
                },
                0,
                0
            );
            var check = await admin.Posts(
                Checks,
                stage.NewCheck(
                    "\"IdentityDocumentType\":1,\"IdentityDocumentNumber\":\"P-77 001\",\"IdentityDocumentIssuedBy\":\"Danmark\",\"IdentityDocumentExpirationDate\":\"2033-05-06T00:00:00Z\",\"SystemId\":\"s1\""
                )
            );
            check.Status.ShouldBe(200, check.Raw);
            stage = stage with { Check = check.Id };
            var document = await admin.Posts(
                Documents,
                stage.NewDocument("\"Notes\":\"first\",\"SystemId\":\"d1\"")
            );
            document.Status.ShouldBe(200, document.Raw);
            return stage with { Document = document.Id };
        }
    }
}
