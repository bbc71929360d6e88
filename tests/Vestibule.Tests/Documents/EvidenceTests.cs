using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>Files in and out through the doors: fetched, sent, kept, replaced, cleared, shown, destroyed.</summary>
public sealed class EvidenceTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ThreeFilesAreFetchedSubmittedAndShown(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var check = await desk.Check(identityType: 3);
        var (photo, front, back) = (Papers.Jpeg(1), Papers.Pdf(2, pages: 3), Papers.Png(3));
        var made = await desk.Document(
            check,
            $"\"NewPhotoUrl\":\"{desk.Files.Offer("face 1.jpg", photo)}\",\"NewDocumentUrl\":\"{desk.Files.Offer("p.pdf", front)}\",\"NewAdditionalDocumentUrl\":\"{desk.Files.Offer("b.png", back)}\""
        );
        made.Status.ShouldBe(200, made.Raw);
        var record = (await desk.Admin.Gets($"{Documents}/{made.Id}")).Json;
        (
            record["PhotoFileName"]!.ToString(),
            record["DocumentFileName"]!.ToString(),
            record["AdditionalDocumentFileName"]!.ToString()
        ).ShouldBe(("face 1.jpg", "p.pdf", "b.png"));
        record["VerificationStatus"]!.GetValue<int>().ShouldBe(2);
        (await desk.StatusOf(check)).ShouldBe(2);

        foreach (
            var (slot, bytes, type) in new[]
            {
                ("getphoto", photo, "image/jpeg"),
                ("getDocument", front, "application/pdf"),
                ("getadditionaldocument", back, "image/png"),
            }
        )
        {
            using var shown = await desk.Admin.GetAsync(
                new Uri($"{Documents}/{slot}/{made.Id}", UriKind.Relative)
            );
            (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(await Papers.Cleaned(bytes));
            shown.Content.Headers.ContentType!.ToString().ShouldBe(type);
            shown.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            shown.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            shown
                .Headers.GetValues("Content-Security-Policy")
                .ShouldBe([
                    "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'",
                ]);
            shown.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
            shown.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
            shown.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        }

        await using var db = desk.App.Db();
        (
            await db.JournalEntries.CountAsync(e =>
                e.Action == JournalAction.Look && e.EntityId == made.Id
            )
        ).ShouldBe(3);
    }

    [Theory]
    [InlineData(1, 0, new[] { "Photo" }, 1)]
    [InlineData(1, 0, new[] { "Photo", "Document" }, 2)]
    [InlineData(99, 0, new[] { "Photo", "Document" }, 2)]
    [InlineData(3, 0, new[] { "Photo", "Document" }, 1)]
    [InlineData(3, 0, new[] { "Photo", "Document", "AdditionalDocument" }, 2)]
    [InlineData(0, 0, new[] { "Photo", "Document", "AdditionalDocument" }, 1)]
    [InlineData(99, 4, new[] { "Photo" }, 1)]
    [InlineData(99, 4, new[] { "Document" }, 2)]
    public async Task ACheckIsSubmittedWhenItsSlotsAreFilled(
        int identityType,
        int addressType,
        string[] slots,
        int status
    )
    {
        await using var desk = await Desk.Open(DatabaseProvider.Sqlite);
        var check =
            addressType == 0
                ? await desk.Check(identityType)
                : await desk.AddressCheck(addressType);
        foreach (var slot in slots)
        {
            (
                await desk.Document(
                    check,
                    $"\"New{slot}Url\":\"{desk.Files.Offer("x.png", Papers.Png(1))}\""
                )
            ).Status.ShouldBe(200);
        }

        (await desk.StatusOf(check)).ShouldBe(status);
        (await desk.StatusesOfDocuments(check)).ShouldAllBe(s => s == status);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task OneFileThatCannotBeTakenLeavesNothing(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var check = await desk.Check(1);
        foreach (
            var (bytes, why) in new (byte[]?, string)[]
            {
                (null, "could not be fetched"),
                (
                    "<html>not a picture</html>"u8.ToArray(),
                    "is not a JPEG, PNG, WebP, HEIC or PDF file"
                ),
                ([.. Papers.Png(1), .. new byte[10 * 1024 * 1024]], "could not be fetched"),
                (Papers.Png(1)[..^40], "ends too early: send the whole file again"),
            }
        )
        {
            var bad = bytes is null
                ? $"http://{desk.Files.HostAndPort}/nothing-here"
                : desk.Files.Offer("bad.png", bytes);
            var refused = await desk.Document(
                check,
                $"\"NewPhotoUrl\":\"{desk.Files.Offer("good.png", Papers.Png(2))}\",\"NewDocumentUrl\":\"{bad}\""
            );
            refused.Status.ShouldBe(400);
            refused["Errors"]!.AsArray().Single()!["PropertyName"]!
                .ToString()
                .ShouldBe("NewDocumentUrl");
            refused["Errors"]![0]!["Message"]!.ToString().ShouldBe(why);
        }

        await using var db = desk.App.Db();
        (await db.CheckDocuments.CountAsync()).ShouldBe(0);
        (await db.Set<SealedFile>().CountAsync()).ShouldBe(0);
        (await db.Set<FileIntent>().CountAsync()).ShouldBe(0);
        desk.FilesOnDisk.ShouldBe(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task FilesAreKeptReplacedClearedAndDestroyed(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var check = await desk.Check(1);
        var (old, better) = (Papers.Png(1), Papers.Png(2));
        var id = (
            await desk.Document(
                check,
                $"\"NewPhotoUrl\":\"{desk.Files.Offer("a.png", old)}\",\"NewDocumentUrl\":\"{desk.Files.Offer("d.png", old)}\""
            )
        ).Id;
        (await desk.StatusOf(check)).ShouldBe(2);

        var asRead = await desk.Admin.Gets($"{Documents}/{id}");
        var same = await desk.Admin.Puts(Documents, asRead.Raw);
        same.Status.ShouldBe(200, same.Raw);
        (await desk.Admin.Gets($"{Documents}/{id}")).Raw.ShouldBe(asRead.Raw);

        await desk.Change(
            id,
            check,
            $"\"NewPhotoUrl\":\"{desk.Files.Offer("b.png", better)}\",\"ClearPhotoFile\":true"
        );
        (await desk.Bytes("photo", id)).ShouldBe(better);
        // Each with its original and its album.
        desk.FilesOnDisk.ShouldBe(2 * 3);

        await desk.Change(id, check, "\"ClearDocumentFile\":\"true\"");
        (await desk.StatusOf(check)).ShouldBe(1);
        (await desk.StatusesOfDocuments(check)).ShouldBe([1]);
        (await desk.Admin.Gets($"{Documents}/getdocument/{id}")).Status.ShouldBe(404);
        desk.FilesOnDisk.ShouldBe(3);

        using var put = new ByteArrayContent(old);
        put.Headers.Add("Content-Disposition", "attachment; filename=\"renamed.png\"");
        (
            await desk.Admin.PutAsync(
                new Uri($"/api/vestibule/documents/{id}/files/document", UriKind.Relative),
                put
            )
        ).EnsureSuccessStatusCode();
        (await desk.StatusOf(check)).ShouldBe(2);
        (await desk.Admin.Gets($"{Documents}/{id}"))["DocumentFileName"]!
            .ToString()
            .ShouldBe("renamed.png");

        (await desk.Admin.Deletes($"{Checks}/{check}")).Status.ShouldBe(200);
        desk.FilesOnDisk.ShouldBe(0);
        await using var db = desk.App.Db();
        (await db.Set<SealedFile>().CountAsync()).ShouldBe(0);
        (await db.CheckDocuments.CountAsync()).ShouldBe(0);
        (
            await db.JournalEntries.CountAsync(e =>
                e.EntityId == check && e.Action == JournalAction.Delete
            )
        ).ShouldBeGreaterThan(0);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DecidedDocumentsTakeNoFilesAndANewHandInDoes(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var check = await desk.Check(1);
        string Both() =>
            $"\"NewPhotoUrl\":\"{desk.Files.Offer("a.png", Papers.Png(1))}\",\"NewDocumentUrl\":\"{desk.Files.Offer("d.png", Papers.Png(2))}\"";
        var first = (await desk.Document(check, Both())).Id;
        (
            await desk.Command(
                "MARK_AS_REJECTED",
                check,
                """{"Name":"Notes","Type":"String","Value":"blurred"}"""
            )
        )["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        var rejected = await desk.Admin.Gets($"{Checks}/{check}");
        (
            rejected["VerificationStatus"]!.GetValue<int>(),
            rejected["LastError"]!.ToString()
        ).ShouldBe((4, "blurred"));
        (await desk.Admin.Gets($"{Documents}/{first}"))["Notes"]!.ToString().ShouldBe("blurred");
        var refused = await desk.Admin.Puts(
            Documents,
            $$"""{"Id":{{first}},"CoworkerId":{{desk.Coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"x","ClearPhotoFile":true}"""
        );
        (refused.Status, refused["Errors"]![0]!["PropertyName"]!.ToString()).ShouldBe(
            (400, "ClearPhotoFile")
        );

        var second = (await desk.Document(check, Both())).Id;
        (await desk.StatusOf(check)).ShouldBe(2);
        (await desk.StatusesOfDocuments(check)).ShouldBe([4, 2]);
        (await desk.Command("MARK_AS_VERIFIED", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await desk.StatusesOfDocuments(check)).ShouldBe([4, 3]);
        (await desk.Command("REOPEN_CHECK", check, """{"Name":"Reason","Value":"again"}"""))[
            "WasSuccessful"
        ]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await desk.StatusesOfDocuments(check)).ShouldBe([4, 2]);
        (await desk.Command("CANCEL_CHECK", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        var late = await desk.Document(check, Both());
        (late.Status, late["Errors"]![0]!["PropertyName"]!.ToString()).ShouldBe(
            (400, "CoworkerIdentityCheckId")
        );
        second.ShouldNotBe(first);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AStaleWriteIsRefusedAndCommandsSayWhyNot(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var check = await desk.Check(1);
        using var read = await desk.Admin.GetAsync(new Uri($"{Checks}/{check}", UriKind.Relative));
        var (tag, body) = (read.Headers.ETag!.ToString(), await read.Content.ReadAsStringAsync());
        var changed = body.Replace("\"Billed\":false", "\"Billed\":true", StringComparison.Ordinal);
        (await desk.Admin.Asks(HttpMethod.Put, Checks, changed, ("If-Match", tag))).Status.ShouldBe(
            200
        );
        (await desk.Admin.Asks(HttpMethod.Put, Checks, body, ("If-Match", tag))).Status.ShouldBe(
            412
        );
        (await desk.Admin.Gets($"{Checks}/{check}"))["Billed"]!.GetValue<bool>().ShouldBeTrue();

        var pending = await desk.Command("MARK_AS_VERIFIED", check);
        (pending.Status, pending["WasSuccessful"]!.GetValue<bool>(), pending["Errors"]).ShouldBe(
            (200, false, (JsonNode?)null)
        );
        pending["Message"]!.ToString().ShouldBe("Approve is not possible while it is Pending.");
        (await desk.Command("MARK_AS_REJECTED", check)).Status.ShouldBe(400);
        (await desk.Command("SUBMIT_CHECK", check, """{"Name":"Reason","Value":"x"}"""))["Message"]!
            .ToString()
            .ShouldBe("Photo: a file is required; Front: a file is required");
        var applicable = await desk.Admin.Gets($"{Checks}/commands?id={check}");
        applicable
            .Json.AsArray()
            .Select(c => c!["Key"]!.ToString())
            .ShouldBe(["SUBMIT_CHECK", "INSPECT_IN_PERSON", "CANCEL_CHECK"]);
        (
            await desk.Command(
                "INSPECT_IN_PERSON",
                check,
                """{"Name":"Witness","Value":"Front desk"},{"Name":"Method","Value":"Saw the passport"},{"Name":"Date","Value":"2026-01-02"}"""
            )
        )["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await desk.Command("MARK_AS_VERIFIED", check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await desk.StatusOf(check)).ShouldBe(3);
    }

    /// <summary>A server of its own with a file server it may fetch from.</summary>
    private sealed class Desk(
        VestibuleApp app,
        FileServer files,
        HttpClient admin,
        long business,
        long coworker
    ) : IAsyncDisposable
    {
        public VestibuleApp App => app;

        public FileServer Files => files;

        public HttpClient Admin => admin;

        public long Coworker => coworker;

        public int FilesOnDisk
        {
            get
            {
                var folder = app.Services.GetRequiredService<FileVaultOptions>().Folder;
                return Directory.Exists(folder)
                    ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count()
                    : 0;
            }
        }

        public static async Task<Desk> Open(DatabaseProvider provider)
        {
            if (TestDatabases.Absent(provider) is { } reason)
            {
                Assert.Skip(reason);
            }

            var files = await FileServer.Start();
            var app = await VestibuleApp.Start(
                provider,
                null,
                ("Vestibule:Outbound:AllowedAddresses", files.HostAndPort)
            );
            var world = new World(app);
            var business = await world.Business();
            return new Desk(
                app,
                files,
                await world.Administrator(),
                business.Id,
                (await world.Coworker(business)).Id
            );
        }

        public async Task<long> Check(int identityType) =>
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check","IdentityDocumentType":{{identityType}}}"""
                )
            ).Id;

        public async Task<long> AddressCheck(int addressType) =>
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check","AddressDocumentType":{{addressType}}}"""
                )
            ).Id;

        public Task<Answer> Document(long check, string more) =>
            admin.Posts(
                Documents,
                $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers",{{more}}}"""
            );

        public async Task Change(long id, long check, string more)
        {
            var put = await admin.Puts(
                Documents,
                $$"""{"Id":{{id}},"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers",{{more}}}"""
            );
            put.Status.ShouldBe(200, put.Raw);
        }

        public Task<Answer> Command(string key, long check, string parameters = "") =>
            admin.Posts(
                $"{Checks}/runCommand",
                $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{{parameters}}]}"""
            );

        public async Task<int> StatusOf(long check) =>
            (await admin.Gets($"{Checks}/{check}"))["VerificationStatus"]!.GetValue<int>();

        public async Task<int[]> StatusesOfDocuments(long check) =>
            [
                .. (
                    await admin.Gets(
                        $"{Documents}?CoworkerIdentityCheckDocument_CoworkerIdentityCheck={check}"
                    )
                ).Records.Select(r => r!["VerificationStatus"]!.GetValue<int>()),
            ];

        public Task<byte[]> Bytes(string slot, long document) =>
            admin.GetByteArrayAsync(new Uri($"{Documents}/get{slot}/{document}", UriKind.Relative));

        public async ValueTask DisposeAsync()
        {
            admin.Dispose();
            await app.DisposeAsync();
            await files.DisposeAsync();
        }
    }
}
