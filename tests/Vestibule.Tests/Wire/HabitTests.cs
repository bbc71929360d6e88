using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire;

/// <summary>What existing clients of this API do, whether they should or not.</summary>
public sealed class HabitTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory]
    [InlineData("/api/spaces/coworkeridentitychecks/")]
    [InlineData("/api/spaces/coworkerIdentityChecks")]
    [InlineData("/API/Spaces/CoworkerIdentityChecks?PAGE=1&Size=5&OrderBy=name&cachebuster=17")]
    public async Task PathsAndQueryKeysInAnyCaseAndWithASlash(string path)
    {
        var (admin, _, _) = await Stage(DatabaseProvider.Sqlite);
        var list = await admin.Gets(path);
        (list.Status, list["CurrentPage"]!.GetValue<int>()).ShouldBe((200, 1));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task BatchesComeAsBareArraysInTheOrderAsked(DatabaseProvider provider)
    {
        var (admin, business, coworker) = await Stage(provider);
        var ids = new List<long>();
        for (var n = 0; n < 3; n++)
        {
            ids.Add((await admin.Posts(Checks, New(business, coworker, $"Check {n}"))).Id);
        }

        foreach (
            var query in new[]
            {
                $"/?id=[{ids[2]},{ids[0]},999999999]",
                $"?ID=%5B{ids[2]}%2C{ids[0]}%5D",
            }
        )
        {
            var batch = await admin.Gets(Checks + query);
            batch.Json.AsArray().Select(r => r!["Id"]!.GetValue<long>()).ShouldBe([ids[2], ids[0]]);
        }

        (await admin.Gets($"{Checks}/?id=[]")).Raw.ShouldBe("[]");
        (await admin.Gets($"{Checks}?Id={ids[1]}")).Records.Count.ShouldBe(1);
        (
            await admin.Gets($"{Checks}?CoworkerIdentityCheck_Id=[{ids[0]},{ids[1]}]")
        ).Records.Count.ShouldBe(2);
        (await admin.Gets($"{Checks}/?id=[1,x]")).Status.ShouldBe(400);
    }

    public static TheoryData<string, string?> BodiesAnyClientSends() =>
        new()
        {
            { "json, no content type", null },
            { "json", "text/json" },
            { "json", "application/json; charset=utf-8" },
            { "json", "application/x-www-form-urlencoded" },
            { "json with a mark", "application/json" },
            { "strings for everything", "application/json" },
            { "lower-case members", "application/json" },
            { "form", "application/x-www-form-urlencoded" },
            { "members nobody knows", "application/json" },
        };

    [Theory, MemberData(nameof(BodiesAnyClientSends))]
    public async Task BodiesAreReadHoweverTheyCome(string kind, string? contentType)
    {
        var (admin, business, coworker) = await Stage(DatabaseProvider.Sqlite);
        var text = kind switch
        {
            "strings for everything" =>
                $$"""{"BusinessId":"{{business}}","CoworkerId":"{{coworker}}","Name":"Check","Billed":"true","IdentityDocumentType":"Passport"}""",
            "lower-case members" =>
                $$"""{"businessid":{{business}},"coworkerID":{{coworker}},"name":"Check","billed":true,"identityDocumentType":1}""",
            "form" =>
                $"BusinessId={business}&CoworkerId={coworker}&Name=Check&Billed=true&IdentityDocumentType=1",
            "members nobody knows" =>
                $$"""{"TypeName":"x","Id":0,"s_coworker":[1],"BusinessName":"no","IsNew":true,"UpdatedOn":"then","BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check","Billed":true,"IdentityDocumentType":1}""",
            _ =>
                $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check","Billed":true,"IdentityDocumentType":1}""",
        };
        byte[] bytes =
            kind == "json with a mark"
                ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]
                : Encoding.UTF8.GetBytes(text);
        using var request = new HttpRequestMessage(HttpMethod.Post, Checks)
        {
            Content = new ByteArrayContent(bytes),
        };
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        request.Headers.TryAddWithoutValidation("Content", "application/json");
        using var response = await admin.SendAsync(request);
        var made = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((int)response.StatusCode, made["WasSuccessful"]!.GetValue<bool>()).ShouldBe(
            (200, true),
            made.ToJsonString()
        );
        (
            made["Value"]!["Billed"]!.GetValue<bool>(),
            made["Value"]!["IdentityDocumentType"]!.GetValue<int>()
        ).ShouldBe((true, 1));
    }

    [Theory]
    [InlineData("{\"Name\":\"a\",\"Name\":\"b\"}", 400, "names a member twice")]
    [InlineData("{\"Name\":\"a\",\"name\":\"b\"}", 400, "names a member twice")]
    [InlineData("[1]", 400, "is not a JSON object")]
    [InlineData("{", 400, "is not valid JSON")]
    [InlineData("", 400, "is not valid JSON")]
    [InlineData(
        "{\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}",
        400,
        "is nested more than 16 levels deep"
    )]
    [InlineData(
        "{\"BusinessId\":1,\"CoworkerId\":1,\"Name\":\"\\ud800\"}",
        400,
        "is not well-formed"
    )]
    [InlineData(
        "{\"BusinessId\":1,\"CoworkerId\":1,\"Name\":\"a\\u0000b\"}",
        400,
        "holds a NUL character"
    )]
    public async Task BodiesThatCannotBeReadAreRefusedWithWords(
        string body,
        int status,
        string words
    )
    {
        var (admin, _, _) = await Stage(DatabaseProvider.Sqlite);
        var refused = await admin.Posts(Checks, body);
        refused.Status.ShouldBe(status, refused.Raw);
        refused.Raw.ShouldContain(words);
        refused["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task LimitsHoldAndTheirNeighboursPass()
    {
        var (admin, business, coworker) = await Stage(DatabaseProvider.Sqlite);
        (await admin.Posts(Checks, New(business, coworker, new string('n', 256)))).Status.ShouldBe(
            200
        );
        (
            await admin.Posts(Checks, New(business, coworker, new string('n', 257)))
        ).Raw.ShouldContain("Name: is longer than 256 characters");
        (
            await admin.Posts(
                Checks,
                New(business, coworker, "x")
                    .Replace(
                        "}",
                        $",\"Description\":\"{new string('d', 8001)}\"}}",
                        StringComparison.Ordinal
                    )
            )
        ).Raw.ShouldContain("Description: is longer");
        var huge = await admin.Posts(Checks, $"{{\"Name\":\"{new string('x', 300_000)}\"}}");
        (huge.Status, huge.Raw).ShouldBe(
            (413, """{"Message":"The request is larger than is taken here."}""")
        );
        using var image = new ByteArrayContent([1, 2, 3]);
        image.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        var odd = await admin.PostAsync(new Uri(Checks, UriKind.Relative), image);
        odd.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var stranger = (await Apps.World(DatabaseProvider.Sqlite)).App.Anonymous();
        (await stranger.PostAsync(new Uri(Checks, UriKind.Relative), image)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await admin.Asks(HttpMethod.Patch, Checks, "{}")).Status.ShouldBe(405);
        (await admin.Gets("/api/spaces/nothing")).Raw.ShouldBe("\"Not found\"");
        (await admin.Gets($"{Checks}/999999999")).Raw.ShouldBe("\"Not found\"");
        (await admin.Gets("/images/x.png")).Status.ShouldBe(404);
        (await admin.Gets("/files/x.png")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnUnmodifiedPutChangesNothingAndALeanOneClears(DatabaseProvider provider)
    {
        var (admin, business, coworker) = await Stage(provider);
        var id = (
            await admin.Posts(
                Checks,
                New(business, coworker, "Check")
                    .Replace(
                        "}",
                        ",\"Description\":\"d\",\"IdentityDocumentNumber\":\"N1\",\"IdentityDocumentIssuedBy\":\"X\",\"IdentityDocumentType\":1,\"VerificationType\":2}",
                        StringComparison.Ordinal
                    )
            )
        ).Id;
        var before = await admin.Gets($"{Checks}/{id}");
        foreach (var path in new[] { Checks, $"{Checks}/{id}" })
        {
            var put = await admin.Puts(path, before.Raw);
            (put.Status, put["Message"]!.ToString(), put["Errors"]).ShouldBe(
                (200, "CoworkerIdentityCheck was successfully updated.", (JsonNode?)null)
            );
            (await admin.Gets($"{Checks}/{id}")).Raw.ShouldBe(before.Raw);
        }

        (
            await admin.Puts(
                Checks,
                $$"""{"Id":{{id}},"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Lean"}"""
            )
        ).Status.ShouldBe(200);
        var after = (await admin.Gets($"{Checks}/{id}")).Json;
        (
            after["Description"],
            after["IdentityDocumentNumber"],
            after["IdentityDocumentIssuedBy"]
        ).ShouldBe((null, null, (JsonNode?)null));
        (
            after["IdentityDocumentType"]!.GetValue<int>(),
            after["VerificationType"]!.GetValue<int>(),
            after["VerificationStatus"]!.GetValue<int>()
        ).ShouldBe((99, 2, 1));
        foreach (var member in new[] { "BusinessId", "CoworkerId" })
        {
            var moved = await admin.Puts(
                Checks,
                $$"""{"Id":{{id}},"BusinessId":{{(member == "BusinessId" ? business + 1 : business)}},"CoworkerId":{{(member == "CoworkerId" ? coworker + 1 : coworker)}},"Name":"x"}"""
            );
            moved.Raw.ShouldContain($"{member}: cannot be changed");
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TwoTripletsMakeTwoChecksOfOneGroup(DatabaseProvider provider)
    {
        var (admin, business, coworker) = await Stage(provider);
        var made = await admin.Posts(
            Checks,
            New(business, coworker, "Both")
                .Replace(
                    "}",
                    ",\"IdentityDocumentType\":1,\"IdentityDocumentNumber\":\"N9\",\"AddressDocumentType\":4,\"VerificationType1\":1,\"IdentityCheckProvider1\":2,\"Description1\":\"one\",\"VerificationType2\":2,\"Description2\":\"two\"}",
                    StringComparison.Ordinal
                )
        );
        made.Status.ShouldBe(200, made.Raw);
        var first = made["Value"]!;
        var group = first["IdentityCheckGroupGuid"]!.ToString();
        var both = (
            await admin.Gets($"{Checks}?CoworkerIdentityCheck_IdentityCheckGroupGuid={group}")
        ).Records;
        both.Count.ShouldBe(2);
        (
            both[0]!["Id"]!.GetValue<long>(),
            both[0]!["VerificationType"]!.GetValue<int>(),
            both[0]!["IdentityCheckProvider"]!.GetValue<int>(),
            both[0]!["Description"]!.ToString()
        ).ShouldBe((made.Id, 1, 2, "one"));
        both[0]!["LastError"]!
            .ToString()
            .ShouldBe("Stripe Identity is not set up for this location.");
        (
            both[0]!["IdentityDocumentNumber"]!.ToString(),
            both[0]!["AddressDocumentType"]!.GetValue<int>()
        ).ShouldBe(("N9", 99));
        (
            both[1]!["VerificationType"]!.GetValue<int>(),
            both[1]!["IdentityCheckProvider"]!.GetValue<int>(),
            both[1]!["AddressDocumentType"]!.GetValue<int>(),
            both[1]!["IdentityDocumentNumber"]
        ).ShouldBe((2, 1, 4, (JsonNode?)null));
        (
            await admin.Posts(
                Checks,
                New(business, coworker, "x")
                    .Replace(
                        "}",
                        ",\"VerificationType2\":2,\"IdentityCheckProvider2\":2}",
                        StringComparison.Ordinal
                    )
            )
        ).Raw.ShouldContain("IdentityCheckProvider2: cannot be StripeIdentity");
        (
            await admin.Posts(
                Checks,
                New(business, coworker, "x")
                    .Replace(
                        "}",
                        ",\"AddressDocumentType\":4,\"IdentityCheckProvider\":2}",
                        StringComparison.Ordinal
                    )
            )
        ).Raw.ShouldContain("IdentityCheckProvider: cannot be StripeIdentity");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task PagesWalkToTheEnd(DatabaseProvider provider)
    {
        var (admin, business, coworker) = await Stage(provider);
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(n => admin.Posts(Checks, New(business, coworker, $"Check {n}")))
        );
        foreach (var size in new[] { 25, 1000, 5000 })
        {
            var (seen, page, more) = (new HashSet<long>(), 1, true);
            while (more)
            {
                var list = await admin.Gets(
                    $"{Checks}?CoworkerIdentityCheck_Business={business}&page={page++}&size={size}&orderBy=Name&dir=1"
                );
                seen.UnionWith(list.Records.Select(r => r!["Id"]!.GetValue<long>()));
                more = list["HasNextPage"]!.GetValue<bool>();
                (
                    list["TotalItems"]!.GetValue<int>(),
                    list["CurrentPageSize"]!.GetValue<int>(),
                    list["PageSize"]!.GetValue<int>()
                ).ShouldBe((60, size, size));
            }

            seen.Count.ShouldBe(60);
        }

        var past = await admin.Gets($"{Checks}?CoworkerIdentityCheck_Business={business}&page=99");
        (
            past.Records.Count,
            past["FirstItem"]!.GetValue<int>(),
            past["HasNextPage"]!.GetValue<bool>()
        ).ShouldBe((0, 0, false));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DatesAreFoundHoweverTheyAreSpelt(DatabaseProvider provider)
    {
        var (admin, business, coworker) = await Stage(provider);
        await admin.Posts(Checks, New(business, coworker, "Check"));
        foreach (
            var (past, future) in new[]
            {
                ("2020-01-02T03:04", "2199-01-02T03:04"),
                ("2020-01-02T03:04:05", "2199-01-02T03:04:05"),
                ("2020-01-02T03:04:05Z", "2199-01-02T03:04:05.1234567Z"),
                ("2020-01-02T03:04:05+00:00", "2199-01-02T03:04:05+02:00"),
                ("2020-01-02", "2199-01-02"),
            }
        )
        {
            foreach (var member in new[] { "CreatedOn", "UpdatedOn" })
            {
                var scope = $"{Checks}?CoworkerIdentityCheck_Business={business}";
                (
                    await admin.Gets(
                        $"{scope}&from_CoworkerIdentityCheck_{member}={past}&To_CoworkerIdentityCheck_{member}={future}"
                    )
                ).Records.Count.ShouldBe(1);
                (
                    await admin.Gets($"{scope}&from_CoworkerIdentityCheck_{member}={future}")
                ).Records.Count.ShouldBe(0);
            }
        }

        var wrong = await admin.Gets($"{Checks}?from_CoworkerIdentityCheck_CreatedOn=yesterday");
        (wrong.Status, wrong["Errors"]![0]!["PropertyName"]!.ToString()).ShouldBe(
            (400, "from_CoworkerIdentityCheck_CreatedOn")
        );
    }

    [Fact]
    public async Task EveryOperationWantsItsOwnPermission()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var business = await world.Business();
        foreach (
            var (entity, path) in new[]
            {
                ("CoworkerIdentityCheck", Checks),
                ("CoworkerIdentityCheckDocument", "/api/spaces/coworkeridentitycheckdocuments"),
            }
        )
        {
            var doors = new (HttpMethod Method, string Path, string? Body, string Verb)[]
            {
                (HttpMethod.Get, path, null, "List"),
                (HttpMethod.Get, $"{path}/1", null, "Read"),
                (HttpMethod.Get, $"{path}/?id=[1]", null, "Read"),
                (HttpMethod.Post, path, "{}", "Create"),
                (HttpMethod.Put, path, "{}", "Edit"),
                (HttpMethod.Delete, $"{path}/1", null, "Delete"),
                (HttpMethod.Get, $"{path}/commands", null, "List"),
                (HttpMethod.Post, $"{path}/runcommand", "{}", "Edit"),
            };
            foreach (var verb in new[] { "List", "Read", "Create", "Edit", "Delete" })
            {
                using var caller = await world.Operator(
                    business,
                    $"{entity}-{verb}".ToLowerInvariant()
                );
                foreach (var door in doors)
                {
                    var answer = await caller.Asks(door.Method, door.Path, door.Body);
                    (answer.Status == 401).ShouldBe(
                        door.Verb != verb,
                        $"{entity}-{verb} at {door.Method} {door.Path}: {answer.Raw}"
                    );
                    if (answer.Status == 401)
                    {
                        answer.Raw.ShouldContain($"{entity}-{door.Verb}");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task FiveHundredBrokenBodiesLeakNothing()
    {
        var (admin, _, _) = await Stage(DatabaseProvider.Sqlite);
        var random = new Random(7);
        string[] leaks =
        [
            "Exception",
            "   at ",
            "Microsoft.",
            "System.",
            "Vestibule.",
            "SELECT",
            "sqlite",
            ".cs:",
        ];
        for (var n = 0; n < 500; n++)
        {
            var text = new StringBuilder(
                """{"BusinessId":1,"CoworkerId":1,"Name":"x","IdentityDocumentExpirationDate":"2030-01-01","CustomFields":{"Data":[]}}"""
            );
            for (var k = random.Next(1, 6); k > 0; k--)
            {
                text[random.Next(text.Length)] = "{}[]\":,0a\\\u0001é-"[random.Next(13)];
            }

            var answer = await admin.Posts(Checks, text.ToString());
            answer.Status.ShouldBeOneOf(400, 200);
            leaks.ShouldAllBe(
                leak => !answer.Raw.Contains(leak, StringComparison.Ordinal),
                answer.Raw
            );
        }
    }

    private static string New(long business, long coworker, string name) =>
        $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"{{name}}"}""";

    private static async Task<(HttpClient Admin, long Business, long Coworker)> Stage(
        DatabaseProvider provider
    )
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        return (await world.Administrator(), business.Id, (await world.Coworker(business)).Id);
    }
}
