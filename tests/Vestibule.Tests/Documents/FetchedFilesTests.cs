using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Outbound;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Outbound;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>A document whose photo lies where nobody from outside may look.</summary>
public sealed class FetchedFilesTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task RefusedPhotoIsAFieldErrorAndNothingIsWritten(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
            Assert.Skip(reason);
        await using var trap = new Trap(Trap.Ok("inside"));
        await using var open = new Trap(Answer);
        // A server of its own: its rows and files are counted.
        await using var app = await VestibuleApp.Start(
            provider,
            settings: ("Vestibule:Outbound:AllowedAddresses:0", $"127.0.0.1:{open.Port}")
        );
        var world = new World(app);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        var caller = await world.Administrator();
        var check = await caller.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
        );
        var before = await Counts(app);
        string[] photos =
        [
            $"http://127.0.0.1:{trap.Port}/a.jpg",
            $"https://127.0.0.1:{trap.Port}/a.jpg",
            $"http://localhost:{trap.Port}/a.jpg",
            $"http://[::ffff:127.0.0.1]:{trap.Port}/a.jpg",
            "https://localhost/a.jpg",
            "file:///etc/passwd",
            $"http://127.0.0.1:{open.Port}/missing",
            $"http://127.0.0.1:{open.Port}/coded",
            $"http://127.0.0.1:{open.Port}/large",
            $"http://127.0.0.1:{open.Port}/cut",
            $"http://127.0.0.1:{open.Port}/to?{trap.Port}",
        ];
        // At once: each refusal ends on its step of time.
        var answers = await Task.WhenAll(
            photos.Select(photo => caller.Posts(Documents, Body(coworker.Id, check.Id, photo)))
        );
        foreach (var (answer, photo) in answers.Zip(photos))
        {
            answer.Status.ShouldBe(400, photo);
            var error = answer["Errors"]!.AsArray().ShouldHaveSingleItem()!;
            error["PropertyName"]!.GetValue<string>().ShouldBe("NewPhotoUrl", photo);
            error["Message"]!.GetValue<string>().ShouldBe(Fetch.Refusal, photo);
        }
        // Whatever the cause, one answer but for the address it repeats.
        answers
            .Zip(photos)
            .Select(a => a.First.Raw.Replace(Escaped(a.Second), "ADDRESS"))
            .Distinct()
            .ShouldHaveSingleItem();
        (await Counts(app)).ShouldBe(before);
        trap.Hits.ShouldBe(0);
    }

    /// <summary>The same request with a good photo goes through, or the refusals above would prove nothing.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task AllowedPhotoIsKept(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
            Assert.Skip(reason);
        await using var open = new Trap(
            Trap.Ok(System.Text.Encoding.Latin1.GetString(Papers.Jpeg(1)))
        );
        await using var app = await VestibuleApp.Start(
            provider,
            settings: ("Vestibule:Outbound:AllowedAddresses:0", $"127.0.0.1:{open.Port}")
        );
        var world = new World(app);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        var caller = await world.Administrator();
        var check = await caller.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
        );
        var before = await Counts(app);
        var answer = await caller.Posts(
            Documents,
            Body(coworker.Id, check.Id, $"http://127.0.0.1:{open.Port}/a.jpg")
        );
        answer.Status.ShouldBe(200, answer.Raw);
        open.Hits.ShouldBe(1);
        var after = await Counts(app);
        (after.Documents, after.Files, after.Intents).ShouldBe(
            (before.Documents + 1, before.Files + 3, 0)
        );
        after.Journal.ShouldBeGreaterThan(before.Journal);
    }

    private static string Body(long coworker, long check, string photo) =>
        $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Passport","NewPhotoUrl":{{Escaped(photo)}}}""";

    private static string Escaped(string text) => JsonValue.Create(text).ToJsonString();

    private static async Task Answer(string head, Stream to, CancellationToken cancelled)
    {
        var path = head.Split(' ')[1];
        var answer = path.Split('?') switch
        {
            ["/coded"] => Trap.Ok("x", "Content-Encoding: gzip\r\n"),
            ["/large"] => "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
            ["/cut"] => "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\u00FF\u00D8\u00FF",
            ["/to", var port] => Trap.Redirect($"http://127.0.0.1:{port}/"),
            _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        };
        await Trap.Send(to, answer, cancelled);
    }

    private static async Task<Written> Counts(VestibuleApp app)
    {
        await using var db = app.Db();
        return new Written(
            await db.CheckDocuments.CountAsync(),
            await db.Set<SealedFile>().CountAsync(),
            await db.Set<FileIntent>().CountAsync(),
            await db.JournalEntries.CountAsync(),
            Directory
                .GetFiles(app.DataPath, "*", SearchOption.AllDirectories)
                .Count(path =>
                    path.Contains("/files/") || path.EndsWith(".part", StringComparison.Ordinal)
                )
        );
    }

    private sealed record Written(int Documents, int Files, int Intents, int Journal, int OnDisk);
}
