using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Vision;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Words that stand for personal data and secrets are pushed through every route, the failing ways included, and then
/// looked for in logs, files, the temp folder and every column of the database. Each may be only where it has to be.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class CanaryTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    /// <summary>Columns that hold a person's data because that is what they are for.</summary>
    private static readonly Dictionary<string, string[]> Homes = new()
    {
        ["FULLNAME"] = ["Coworkers.FullName"],
        ["EMAIL"] = ["Coworkers.Email"],
        ["BIRTH"] = [],
        ["NAME"] = ["IdentityChecks.Name"],
        ["ISSUER"] = ["IdentityChecks.IdentityDocumentIssuedBy"],
        ["DESCRIPTION"] = ["IdentityChecks.Description"],
        ["CUSTOM"] = ["IdentityChecks.CustomFields"],
        ["LASTERROR"] = ["IdentityChecks.LastError", "CheckDocuments.Notes"],
        ["DOCNAME"] = ["CheckDocuments.Name"],
        ["NOTES"] = ["CheckDocuments.Notes"],
        ["FILENAME"] = ["CheckDocuments.PhotoFileName"],
        ["NUMBER"] = [],
        ["FILEBYTES"] = [],
        ["PASSWORD"] = [],
        ["TOKEN"] = [],
        ["SECRET"] = [],
    };

    [Theory, ClassData(typeof(OnBoth))]
    public async Task PersonalDataAndSecretsStayWhereTheyBelong(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var files = await FileServer.Start();
        await using var app = await VestibuleApp.Start(
            provider,
            null,
            ("Vestibule:Outbound:AllowedAddresses", files.HostAndPort)
        );
        var secrets = await Push(app, files);
        var found = await Found(app, secrets);
        found.ShouldBeEmpty();

        // A guard that finds nothing proves nothing: a word planted where it must not be is found there.
        await using var db = app.Db();
        await db.Businesses.ExecuteUpdateAsync(set =>
            set.SetProperty(b => b.Phone, Word("NUMBER"))
        );
        await File.WriteAllTextAsync(
            Path.Combine(app.DataPath, "left-behind.txt"),
            Word("FILEBYTES")
        );
        var planted = await Found(app, secrets);
        planted.ShouldContain("NUMBER in Businesses.Phone");
        planted.ShouldContain(hit =>
            hit.StartsWith("FILEBYTES in left-behind.txt", StringComparison.Ordinal)
        );
    }

    private static string Word(string kind) => $"Canary{kind}Zq7";

    private static async Task<Dictionary<string, string>> Push(VestibuleApp app, FileServer files)
    {
        var world = new World(app);
        var business = await world.Business();
        var admin = await world.Administrator();
        var user = await world.User(isAdmin: true, [], []);
        var key = await world.Key(user);
        var coworker = (
            await admin.Posts(
                "/api/spaces/coworkers",
                $$"""{"FullName":"{{Word("FULLNAME")}}","Email":"{{Word("EMAIL")}}@example.com","DateOfBirth":"1987-03-04","InvoicingBusinessId":{{business.Id}}}"""
            )
        ).Id;
        var body =
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker}},"Name":"{{Word("NAME")}}","IdentityDocumentType":1,"IdentityDocumentNumber":"{{Word("NUMBER")}}","IdentityDocumentIssuedBy":"{{Word("ISSUER")}}","Description":"{{Word("DESCRIPTION")}}","CustomFields":{"Data":[{"Name":"x","Value":"{{Word("CUSTOM")}}","Type":"string"}] } }""";
        var check = (await admin.Posts(Checks, body)).Id;
        (
            await admin.Puts(
                Checks,
                body.Replace(
                    "{\"BusinessId\"",
                    $"{{\"Id\":{check},\"Billed\":true,\"BusinessId\"",
                    StringComparison.Ordinal
                )
            )
        ).Status.ShouldBe(200);
        await admin.Gets(
            $"{Checks}?CoworkerIdentityCheck_IdentityDocumentNumber={Word("NUMBER")}&CoworkerIdentityCheck_Name={Word("NAME")}"
        );
        var word = Encoding.ASCII.GetBytes(Word("FILEBYTES"));
        // In a comment, and behind the picture in the second segment of what is sealed.
        byte[] bytes =
        [
            .. Encoded.WithSegments(Papers.Jpeg(1), (0xFE, word)),
            .. new byte[70_000],
            .. word,
        ];
        var document = await admin.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"{{Word("DOCNAME")}}","Notes":"{{Word("NOTES")}}","NewPhotoUrl":"{{files.Offer($"{Word("FILENAME")}.jpg", bytes)}}"}"""
        );
        document.Status.ShouldBe(200, document.Raw);
        using (var put = new ByteArrayContent(bytes))
        {
            (
                await admin.PutAsync(
                    new Uri(
                        $"/api/vestibule/documents/{document.Id}/files/document",
                        UriKind.Relative
                    ),
                    put
                )
            ).EnsureSuccessStatusCode();
        }

        (
            await admin.GetByteArrayAsync(
                new Uri($"{Documents}/getphoto/{document.Id}", UriKind.Relative)
            )
        ).ShouldBe(await Papers.Cleaned(bytes));
        await admin.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"MARK_AS_REJECTED","Ids":[{{check}}],"Parameters":[{"Name":"Notes","Value":"{{Word("LASTERROR")}}"}]}"""
        );
        await Fail(app, admin, business.Id, coworker, check);
        await admin.Gets($"/api/sys/audittrailentries?size=5000");
        return await SignIn(app, key);
    }

    // The ways that go wrong: bad bodies, bad values, refused files, wrong passwords.
    private static async Task Fail(
        VestibuleApp app,
        HttpClient admin,
        long business,
        long coworker,
        long check
    )
    {
        foreach (
            var bad in new[]
            {
                $"{{\"Name\":\"{Word("NAME")}\"",
                $"{{\"Name\":[\"{Word("NAME")}\"]}}",
                $$"""{"BusinessId":"{{Word("NUMBER")}}"}""",
            }
        )
        {
            (await admin.Posts(Checks, bad)).Status.ShouldBe(400);
        }

        await admin.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"x","NewPhotoUrl":"https://{{Word("NAME")}}.invalid/{{Word("FILENAME")}}"}"""
        );
        await admin.Puts($"{Checks}/{Word("NUMBER")}", "{}");
        await admin.Gets($"{Checks}?from_CoworkerIdentityCheck_CreatedOn={Word("NAME")}");
        using var stranger = app.Anonymous();
        using var form = new FormUrlEncodedContent([
            new("grant_type", "password"),
            new("username", $"{Word("EMAIL")}@example.com"),
            new("password", Word("PASSWORD")),
        ]);
        (
            await stranger.PostAsync(new Uri("/api/token", UriKind.Relative), form)
        ).IsSuccessStatusCode.ShouldBeFalse();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            Word("TOKEN")
        );
        (await stranger.Gets(Checks)).Status.ShouldBe(401);
        business.ShouldBeGreaterThan(0);
    }

    private static async Task<Dictionary<string, string>> SignIn(VestibuleApp app, string key)
    {
        using var http = app.Anonymous();
        using var form = new FormUrlEncodedContent([
            new("grant_type", "password"),
            new("username", VestibuleApp.AdminEmail),
            new("password", VestibuleApp.AdminPassword),
        ]);
        var tokens = System.Text.Json.Nodes.JsonNode.Parse(
            await (
                await http.PostAsync(new Uri("/api/token", UriKind.Relative), form)
            ).Content.ReadAsStringAsync()
        )!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens["access_token"]!.ToString()
        );
        (await http.Gets(Checks)).Status.ShouldBe(200);
        return new()
        {
            ["the access token"] = tokens["access_token"]!.ToString(),
            ["the refresh token"] = tokens["refresh_token"]!.ToString(),
            ["the password"] = VestibuleApp.AdminPassword,
            ["the API secret"] = key.Split(':')[1],
        };
    }

    private static async Task<List<string>> Found(
        VestibuleApp app,
        Dictionary<string, string> secrets
    )
    {
        var found = new List<string>();
        var words = Homes.Keys.ToDictionary(kind => kind, Word).Concat(secrets).ToDictionary();
        found.AddRange(
            from word in words
            from line in app.Logs.Lines
            where line.Contains(word.Value, StringComparison.OrdinalIgnoreCase)
            select $"{word.Key} in a log line: {line}"
        );
        await Columns(app, words, found);
        var databases = new[] { ".db", ".db-wal", ".db-shm" };
        foreach (
            var path in Directory
                .EnumerateFiles(app.DataPath, "*", SearchOption.AllDirectories)
                .Concat(Temporary())
        )
        {
            // The main database is looked through column by column; everything else whole.
            if (
                databases.Any(path.EndsWith)
                && !path.Contains("coworkers", StringComparison.Ordinal)
            )
            {
                continue;
            }

            var bytes = await Read(path);
            found.AddRange(
                words
                    .Where(word => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word.Value)) >= 0)
                    .Select(word => $"{word.Key} in {Path.GetFileName(path)}")
            );
        }

        return found;
    }

    private static async Task Columns(
        VestibuleApp app,
        Dictionary<string, string> words,
        List<string> found
    )
    {
        await using var db = app.Db();
        foreach (
            var entity in db
                .Model.GetEntityTypes()
                .Where(entity => entity.GetTableName() is not null)
        )
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            foreach (
                var property in entity
                    .GetProperties()
                    .Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(byte[]))
            )
            {
                var column = $"{table.Name}.{property.GetColumnName(table)}";
                foreach (var value in await Values(db, table.Name, property))
                {
                    found.AddRange(
                        words
                            .Where(word =>
                                Holds(value, word.Value)
                                && !(Homes.GetValueOrDefault(word.Key)?.Contains(column) ?? false)
                            )
                            .Select(word => $"{word.Key} in {column}")
                    );
                }
            }
        }
    }

    private static async Task<List<object>> Values(VestibuleDb db, string table, IProperty property)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            $"SELECT \"{property.GetColumnName()}\" FROM \"{table}\" WHERE \"{property.GetColumnName()}\" IS NOT NULL";
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<object>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetValue(0));
        }

        return values;
    }

    private static bool Holds(object value, string word) =>
        value is byte[] bytes
            ? bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0
            : value.ToString()!.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Temporary() =>
        Directory
            .EnumerateFiles(
                Path.GetTempPath(),
                "*",
                new EnumerationOptions { IgnoreInaccessible = true }
            )
            // Other runtimes keep named pipes here; opening one would wait for ever, and it holds nothing.
            .Where(path => File.GetLastWriteTimeUtc(path) > Began && new FileInfo(path).Length > 0);

    private static readonly DateTime Began = TimeProvider.System.GetUtcNow().UtcDateTime;

    private static async Task<byte[]> Read(string path)
    {
        try
        {
            await using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var all = new MemoryStream();
            await file.CopyToAsync(all);
            return all.ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
